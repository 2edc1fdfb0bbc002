import { describe, expect, it } from '@jest/globals';
import { packed, type Parcel } from '../../src/realtime/moment-carrier.js';
import { ViewerBoard } from '../../src/realtime/viewer-board.js';

describe('presence messages between processes', () => {
  const moment = (name: string) => ({ kind: 'viewer', body: { name } });
  const unpacked = (parcels: readonly string[]) =>
    parcels.flatMap((parcel) => (JSON.parse(parcel) as Parcel).moments.map(({ body }) => body));

  it('are packed into few parcels, in order, each below the limit of NOTIFY', () => {
    const moments = Array.from({ length: 300 }, (_, n) => moment(`${n} ${'ü'.repeat(100)}`));
    const parcels = packed('a process', moments);
    expect(unpacked(parcels)).toEqual(moments.map(({ body }) => body));
    expect(parcels.length).toBeLessThan(15);
    for (const parcel of parcels) expect(Buffer.byteLength(parcel)).toBeLessThan(8_000);
  });

  it('omit an entry that is too large alone', () => {
    const moments = [moment('first'), moment('語'.repeat(3_000)), moment('last')];
    expect(unpacked(packed('a process', moments))).toEqual([{ name: 'first' }, { name: 'last' }]);
    expect(packed('a process', [])).toEqual([]);
  });
});

describe('the viewers of a ticket', () => {
  const viewer = { userId: 'ada', name: 'Ada', isEditing: false, since: '2026-01-01T10:00:00.000Z' };

  it('are counted once over all processes, and stay until the last process removes them', () => {
    const board = new ViewerBoard();
    board.put('ticket', 'here', { ...viewer, since: '2026-01-01T10:05:00.000Z', isEditing: true, untilMs: 10 });
    board.put('ticket', 'there', { ...viewer, untilMs: 30 });
    expect(board.viewers('ticket')).toEqual([{ ...viewer, isEditing: true }]);
    board.remove('ticket', 'here', 'ada');
    expect(board.viewers('ticket')).toEqual([viewer]);
    expect(board.expire(29)).toEqual([]);
    expect(board.expire(30)).toEqual(['ticket']);
    expect(board.viewers('ticket')).toEqual([]);
  });

  it('are listed in order of arrival', () => {
    const board = new ViewerBoard();
    board.put('ticket', 'here', { ...viewer, userId: 'bob', since: '2026-01-01T10:01:00.000Z', untilMs: 30 });
    board.put('ticket', 'there', { ...viewer, untilMs: 30 });
    board.put('other', 'there', { ...viewer, userId: 'eve', untilMs: 30 });
    expect(board.viewers('ticket').map(({ userId }) => userId)).toEqual(['ada', 'bob']);
  });
});
