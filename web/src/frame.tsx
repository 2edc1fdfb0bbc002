import { queryClient } from './api/query-client.js';
import { FeaturesProvider } from './app/features-context.js';
import { features } from './features.js';
import { Live } from './live/live.js';
import { LiveProvider } from './live/use-live.js';
import { Shell } from './shell/shell.js';

const live = new Live(
  queryClient,
  features.flatMap(({ pushes = [] }) => pushes),
);

/** The shell with all features. A separate file, so that the sign-in page loads none of them. */
export function Frame() {
  return (
    <LiveProvider value={live}>
      <FeaturesProvider value={features}>
        <Shell />
      </FeaturesProvider>
    </LiveProvider>
  );
}
