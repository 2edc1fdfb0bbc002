import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, type RefObject } from 'react';

/** The next page is fetched this many rows before the end. */
const AHEAD = 20;
const OVERSCAN = 10;

interface FramedRows {
  /** The element that scrolls. */
  readonly frame: RefObject<HTMLElement | null>;
  readonly rows: readonly { readonly id: string }[];
  /** Pixels; all rows have the same height, so each position is known without measuring. */
  readonly rowHeight: number;
  readonly hasMore: boolean;
  readonly onEnd: () => void;
}

/** Only the rows that the frame shows are in the document, however many there are. Near the end it requests more. */
export function useFramedRows({ frame, rows, rowHeight, hasMore, onEnd }: FramedRows) {
  // The compiler leaves this hook alone: the list it returns changes without being another object.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
  });
  const lastIndex = list.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastIndex >= rows.length - AHEAD) onEnd();
  }, [hasMore, lastIndex, rows.length, onEnd]);
  return list;
}
