import { createApp, h, ref } from './vue.js';

const { carillon } = document.body.dataset;

/**
 * The same in a template, with `compilerOptions.isCustomElement: (tag) => tag === 'carillon-inbox'`:
 * `<carillon-inbox :url="url" token-endpoint="/carillon-token" @carillon-open="open" @carillon-count="count" />`
 */
createApp({
  setup() {
    const inbox = ref();
    const unread = ref(0);
    const opened = ref('');
    const signIn = async () => {
      await fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ person: 'grace' }) });
      inbox.value.restart();
    };
    return () => [
      h('header', [
        h('strong', 'A shop, with Vue'),
        h('carillon-inbox', {
          ref: inbox,
          url: carillon,
          'token-endpoint': '/carillon-token',
          onCarillonOpen: ({ detail }) => (opened.value = detail.notification.message),
          onCarillonCount: ({ detail }) => (unread.value = detail.unread ?? 0),
        }),
      ]),
      h('main', [
        h('h1', `Orders, ${unread.value} unread`),
        h('button', { type: 'button', onClick: signIn }, 'Sign in as Grace'),
        h('p', { role: 'status' }, opened.value && `Opened: ${opened.value}`),
      ]),
    ];
  },
}).mount(document.body);
