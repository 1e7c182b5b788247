/** What a page can do beyond being read: copy, and narrow the contents. Without it nothing is missing. */
export const script = `
for (const box of document.querySelectorAll('.copied')) {
  const button = document.createElement('button');
  const text = box.querySelector('code').textContent;
  const name = box.querySelector('pre').getAttribute('aria-label');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy: ' + name);
  button.addEventListener('click', async () => {
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(box.querySelector('code'));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      done = document.execCommand('copy');
    }
    button.textContent = done ? 'Copied' : 'Selected';
    setTimeout(() => { button.textContent = 'Copy'; }, 2000);
  });
  box.append(button);
}
const filter = document.querySelector('#filter');
if (filter) {
  filter.parentElement.hidden = false;
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    for (const item of document.querySelectorAll('nav.contents li'))
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
  });
}
`;
