// The search over types, fields and chapters, and a button that copies an example. Without it everything can still be read.

const search = document.querySelector('.search');
const input = search.querySelector('input');
const list = search.querySelector('ul');
const status = search.querySelector('[role=status]');
const most = 30;
let index;

const japanese = document.documentElement.lang === 'ja';
const say = japanese
  ? { found: count => `${count} 件`, nothing: '見つかりません', failed: '検索を読み込めません', copy: 'コピー', copied: 'コピーしました' }
  : {
      found: count => `${count} found`,
      nothing: 'Nothing found',
      failed: 'The search could not be loaded',
      copy: 'Copy',
      copied: 'Copied',
    };

const load = () => {
  index ??= fetch(search.dataset.index).then(answer => answer.json());
  index.catch(() => {
    index = undefined;
  });
  return index;
};

/** Names that begin with the words come before names that contain them, and short ones before long ones. */
const rank = (name, text) => {
  const last = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const whole = name.toLowerCase();
  if (whole === text || last === text) return 0;
  if (whole.startsWith(text)) return 1;
  if (last.startsWith(text)) return 2;
  return whole.includes(text) ? 3 : null;
};

const show = (entries, count) => {
  list.replaceChildren(
    ...entries.map(([name, kind, url, about]) => {
      const link = document.createElement('a');
      link.href = url;
      link.append(name);
      const more = document.createElement('small');
      more.textContent = [kind, about].filter(Boolean).join(' · ');
      link.append(more);
      const item = document.createElement('li');
      item.append(link);
      return item;
    }),
  );
  list.hidden = entries.length === 0;
  status.textContent = input.value.trim() === '' ? '' : count === 0 ? say.nothing : say.found(count);
};

const find = async () => {
  const text = input.value.trim().toLowerCase();
  if (text === '') return show([], 0);
  try {
    const entries = await load();
    if (text !== input.value.trim().toLowerCase()) return;
    const found = entries
      .map(entry => ({ entry, order: rank(entry[0], text) }))
      .filter(({ order }) => order !== null)
      .sort((a, b) => a.order - b.order || a.entry[0].length - b.entry[0].length);
    show(
      found.slice(0, most).map(({ entry }) => entry),
      found.length,
    );
  } catch {
    list.hidden = true;
    status.textContent = say.failed;
  }
};

const links = () => [...list.querySelectorAll('a')];
const close = () => {
  list.hidden = true;
};

search.hidden = false;
input.addEventListener('focus', () => void load().catch(() => undefined), { once: true });
input.addEventListener('input', find);
input.addEventListener('focus', find);
search.addEventListener('keydown', event => {
  const all = list.hidden ? [] : links();
  const here = all.indexOf(document.activeElement);
  if (event.key === 'Escape') {
    input.value = '';
    input.focus();
    close();
  } else if (event.key === 'Enter' && document.activeElement === input) {
    all[0]?.click();
  } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const next = here + (event.key === 'ArrowDown' ? 1 : -1);
    (next < 0 ? input : (all[next] ?? all.at(-1)))?.focus();
  }
});
document.addEventListener('click', event => {
  if (!search.contains(event.target) || event.target.closest?.('.found a')) close();
});
search.addEventListener('focusout', event => {
  if (event.relatedTarget && !search.contains(event.relatedTarget)) close();
});
document.addEventListener('keydown', event => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
  if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
});

for (const caption of document.querySelectorAll('.code figcaption')) {
  if (!navigator.clipboard) break;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = say.copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(caption.parentElement.querySelector('code').textContent ?? '');
    button.textContent = say.copied;
    setTimeout(() => {
      button.textContent = say.copy;
    }, 2000);
  });
  caption.append(button);
}
