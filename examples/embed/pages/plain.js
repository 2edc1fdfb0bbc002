const inbox = document.querySelector('carillon-inbox');

for (const button of document.querySelectorAll('[data-person]')) {
  button.addEventListener('click', async () => {
    await fetch('/sign-in', { method: 'POST', body: new URLSearchParams({ person: button.dataset.person }) });
    inbox.restart();
  });
}

document.querySelector('[data-out]').addEventListener('click', async () => {
  await fetch('/sign-out', { method: 'POST' });
  inbox.restart();
});

// Where an entry leads is for the page to say.
inbox.addEventListener('carillon-open', ({ detail: { notification } }) => {
  document.querySelector('#opened').textContent = `Opened: ${notification.message}`;
});

inbox.addEventListener('carillon-count', ({ detail: { unread } }) => {
  document.title = unread ? `(${unread}) A shop` : 'A shop';
});
