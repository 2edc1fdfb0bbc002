const inbox = document.querySelector('carillon-inbox');

async function change(path, fields = {}) {
  await fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  inbox.restart();
}

for (const button of document.querySelectorAll('[data-person]')) {
  const { person } = button.dataset;
  button.addEventListener('click', () => void change('/sign-in', { person }));
}

document.querySelector('[data-out]').addEventListener('click', () => void change('/sign-out'));

// Where an entry leads is for the page to say.
inbox.addEventListener('carillon-open', ({ detail: { notification } }) => {
  document.querySelector('#opened').textContent = `Opened: ${notification.message}`;
});

inbox.addEventListener('carillon-count', ({ detail: { unread } }) => {
  document.title = unread ? `(${unread}) A shop` : 'A shop';
});
