import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './main.css';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.js';
import { FeaturesProvider } from './app/features-context.js';
import { listenForShortcuts } from './app/shortcuts.js';
import { features } from './features.js';
import { i18n, startLanguage } from './i18n/i18n.js';
import { Live } from './live/live.js';
import { LiveProvider } from './live/use-live.js';
import { router } from './router.js';
import { cspNonce } from './ui/csp-nonce.js';
import { theme, variables } from './ui/theme.js';

const nonce = cspNonce();
setNonce(nonce);

// A newer build has replaced the file that this page wants: the new page knows the new name.
window.addEventListener('vite:preloadError', () => location.reload());

const live = new Live(
  queryClient,
  features.flatMap(({ pushes = [] }) => pushes),
);

function App() {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        cssVariablesResolver={variables}
        getStyleNonce={() => nonce}
      >
        <Notifications position="bottom-right" />
        <QueryClientProvider client={queryClient}>
          <LiveProvider value={live}>
            <FeaturesProvider value={features}>
              <RouterProvider router={router} />
            </FeaturesProvider>
          </LiveProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>
  );
}

await startLanguage();
listenForShortcuts();
createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
