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

window.addEventListener('vite:preloadError', () => void reloadNewerBuild());

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

/** A new build may have replaced the file. Without a connection, a reload would lose the page. */
async function reloadNewerBuild(): Promise<void> {
  const own = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.getAttribute('src') ?? '';
  const response = await fetch('/', { headers: { accept: 'text/html' } }).catch(() => undefined);
  if (response?.ok === true && !(await response.text()).includes(own)) location.reload();
}

await startLanguage();
listenForShortcuts();
createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
