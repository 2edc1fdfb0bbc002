import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './main.css';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client.js';
import { listenForShortcuts } from './app/shortcuts.js';
import { i18n, startLanguage } from './i18n/i18n.js';
import { router } from './router.js';
import { cspNonce } from './ui/csp-nonce.js';
import { theme, variables } from './ui/theme.js';

const nonce = cspNonce();
setNonce(nonce);

// A newer build has replaced the file that this page wants: the new page knows the new name.
window.addEventListener('vite:preloadError', () => location.reload());

function App() {
  return (
    <I18nProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        cssVariablesResolver={variables}
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
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
