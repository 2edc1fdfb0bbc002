import { useQuery } from '@tanstack/react-query';
import { client } from '../api/client.js';

const MENTION = /@\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/gi;

/** Text written by people, with mentions by name. Line breaks are kept; markup is shown as text. */
export function Content({ text }: { text: string }) {
  const parts: React.ReactNode[] = [];
  let end = 0;
  for (const match of text.matchAll(MENTION)) {
    parts.push(text.slice(end, match.index));
    parts.push(<Mention key={match.index} id={match[1] ?? ''} />);
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return (
    <div dir="auto" className="written">
      {parts}
    </div>
  );
}

function Mention({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['person', id],
    queryFn: ({ signal }) => client.get('/api/users/{id}', { path: { id }, signal }),
    staleTime: 600_000,
    retry: false,
  });
  return <strong>@{data?.name ?? '…'}</strong>;
}
