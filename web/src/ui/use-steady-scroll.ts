import { useLayoutEffect, useRef, useState } from 'react';

/**
 * Rows added at the top do not move what is being read or pointed at: the frame scrolls along, and `news` counts them
 * until the person goes to the top.
 *
 * @param rowHeight pixels; all rows have the same height
 */
export function useSteadyScroll(rows: readonly { readonly id: string }[], rowHeight: number) {
  const frame = useRef<HTMLDivElement>(null);
  const first = useRef(rows[0]?.id);
  const [news, setNews] = useState(0);
  useLayoutEffect(() => {
    const added = rows.findIndex(({ id }) => id === first.current);
    first.current = rows[0]?.id;
    const element = frame.current;
    if (element === null || added <= 0) return;
    const isInUse = element.scrollTop > 0 || element.matches(':hover') || element.contains(document.activeElement);
    if (!isInUse) return;
    element.scrollTop += added * rowHeight;
    setNews((count) => count + added);
  }, [rows, rowHeight]);
  const onScroll = () => {
    if (frame.current?.scrollTop === 0) setNews(0);
  };
  const showNews = () => frame.current?.scrollTo({ top: 0 });
  return { frame, news, showNews, onScroll };
}
