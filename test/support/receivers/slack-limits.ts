import type { Json } from '../sockets/socket.js';

/** What Slack refuses of a message for an incoming webhook, by its documentation; empty: it takes it. */
export function faultsOf(message: Json): string[] {
  const faults: string[] = [];
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const blocks: Json[] = [
    ...(message.blocks ?? []),
    ...(message.attachments ?? []).flatMap((item: Json) => item.blocks),
  ];
  check(Boolean(message.text) || blocks.length > 0, 'no_text');
  check(blocks.length <= 50, 'more than 50 blocks');
  check((message.text ?? '').length <= 40_000, 'text');
  check(
    (message.attachments ?? []).every((item: Json) => item.blocks.length > 0),
    'no blocks',
  );
  for (const block of blocks) {
    if (block.type === 'header') check(isText(block.text, 'plain_text', 150), 'header');
    if (block.type === 'section') {
      check(block.text !== undefined || block.fields !== undefined, 'empty section');
      check(block.text === undefined || isText(block.text, 'mrkdwn', 3_000), 'section.text');
      check((block.fields ?? []).length <= 10, 'section.fields');
      check(
        (block.fields ?? []).every((field: Json) => isText(field, 'mrkdwn', 2_000)),
        'section.field',
      );
    }
    if (block.type === 'context') {
      check(
        block.elements.every((element: Json) => isText(element, 'mrkdwn', 2_000)),
        'context.text',
      );
    }
    check((message.attachments ?? []).length <= 100, 'attachments');
    if (block.type === 'context') check(block.elements.length >= 1 && block.elements.length <= 10, 'context');
  }
  return faults;
}

function isText(text: Json, type: string, most: number): boolean {
  return text?.type === type && text.text.trim().length >= 1 && text.text.length <= most;
}
