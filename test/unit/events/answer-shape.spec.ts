import { describe, expect, it } from '@jest/globals';
import { ApiProperty } from '@nestjs/swagger';
import { MAYBE_UUID, TIME, UUID } from '../../../src/common/http/answer-fields.js';
import { shapeOf } from '../../../src/events/catalogue/answer-shape.js';

class PartAnswer {
  @ApiProperty(UUID) id: string;
}

class ThingAnswer extends PartAnswer {
  @ApiProperty({ example: 'A lamp', description: 'What it is.' }) name: string;
  @ApiProperty({ enum: ['on', 'off'], nullable: true, example: null }) state: string | null;
  @ApiProperty({ type: [String], example: ['red'] }) tags: string[];
  @ApiProperty({ type: 'integer', example: 3 }) count: number;
  @ApiProperty({ example: true }) lit: boolean;
  @ApiProperty(MAYBE_UUID) owner_id: string | null;
  @ApiProperty({ ...TIME, nullable: true }) sold_at: string | null;
}

class NamelessAnswer {
  @ApiProperty(UUID) id: string;
  @ApiProperty() name: string;
}

class NestedAnswer {
  @ApiProperty({ type: PartAnswer, example: {} }) part: PartAnswer;
}

describe('the schema of an answer class', () => {
  it('has the fields, inherited ones included, with null as a type of its own', () => {
    expect(shapeOf(ThingAnswer).schema).toEqual({
      type: 'object',
      properties: {
        id: { type: 'string', format: 'uuid' },
        name: { type: 'string', description: 'What it is.' },
        state: { type: ['string', 'null'], enum: ['on', 'off', null] },
        tags: { type: 'array', items: { type: 'string' } },
        count: { type: 'integer' },
        lit: { type: 'boolean' },
        owner_id: { type: ['string', 'null'], format: 'uuid' },
        sold_at: { type: ['string', 'null'], format: 'date-time' },
      },
      required: ['id', 'name', 'state', 'tags', 'count', 'lit', 'owner_id', 'sold_at'],
      additionalProperties: true,
    });
  });

  it('has an example from the examples of the fields', () => {
    const { example } = shapeOf(ThingAnswer);
    expect(example).toMatchObject({ id: UUID.example, name: 'A lamp', state: null, tags: ['red'], owner_id: null });
  });

  it('is missing if a field lacks an example', () => {
    expect(() => shapeOf(NamelessAnswer)).toThrow('NamelessAnswer needs an example for name.');
  });

  it('describes an object of another class in place', () => {
    const { part } = shapeOf(NestedAnswer).schema.properties as Record<string, { type: string; properties: object }>;
    expect(part?.type).toBe('object');
    expect(Object.keys(part?.properties ?? {})).toEqual(['id']);
  });
});
