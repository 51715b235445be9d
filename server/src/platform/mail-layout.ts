import type { Locale } from '@vlsc/shared/locale.ts';
import { type Message, say } from '@vlsc/shared/messages.ts';
import type { WrittenMail } from './mail.ts';

interface Link {
  readonly label: Message;
  readonly path: string;
}

/** A mail as a list of paragraphs: sentences of ours, and text of people that is quoted. */
export interface Letter {
  readonly subject: Message;
  readonly greeting?: string;
  readonly paragraphs: readonly (Message | { readonly quote: string } | null)[];
  readonly action: Link;
  /** A second, quieter link below. */
  readonly aside?: Link;
}

const inHtml = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** Writes a letter as text and as HTML. Links begin with the configured base and nothing else. */
export function writeLetter({ subject, greeting, paragraphs, action, aside }: Letter, locale: Locale, publicUrl: string): WrittenMail {
  const told = (message: Message) => say(message, locale);
  const link = publicUrl + action.path;
  const body = paragraphs.filter(paragraph => paragraph !== null);
  const opening = greeting ? [told({ key: 'mail.greeting', params: { name: greeting } })] : [];
  const closing = [told({ key: 'mail.signature' }), told({ key: 'mail.automatic' })];
  const text = [
    ...opening,
    ...body.map(paragraph => ('quote' in paragraph ? paragraph.quote.replace(/^/gm, '> ') : told(paragraph))),
    `${told(action.label)}:\n${link}`,
    ...(aside ? [`${told(aside.label)}:\n${publicUrl}${aside.path}`] : []),
    `-- \n${closing.join('\n')}`,
  ].join('\n\n');
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${inHtml(told(subject))}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7;color:#1d2430;font-family:'Hiragino Sans','Noto Sans JP','Yu Gothic UI',Meiryo,'Segoe UI',sans-serif;line-height:1.7">
<div style="max-width:600px;margin:0 auto;padding:32px;background:#fff;border-radius:8px">
${[
  ...opening.map(paragraph => `<p>${inHtml(paragraph)}</p>`),
  ...body.map(paragraph =>
    'quote' in paragraph
      ? `<blockquote style="margin:16px 0;padding:8px 16px;border-left:4px solid #c5cbd6;white-space:pre-wrap">${inHtml(paragraph.quote)}</blockquote>`
      : `<p>${inHtml(told(paragraph))}</p>`,
  ),
].join('\n')}
<p style="margin:28px 0"><a href="${inHtml(link)}" style="display:inline-block;padding:10px 20px;border-radius:6px;background:#1f4f82;color:#fff;text-decoration:none">${inHtml(told(action.label))}</a></p>
<p style="font-size:13px;color:#5a6473;word-break:break-all">${inHtml(link)}</p>${
    aside
      ? `\n<p style="font-size:13px"><a href="${inHtml(publicUrl + aside.path)}" style="color:#1f4f82">${inHtml(told(aside.label))}</a></p>`
      : ''
  }
<hr style="border:0;border-top:1px solid #e1e4ea">
<p style="font-size:13px;color:#5a6473">${closing.map(inHtml).join('<br>')}</p>
</div></body></html>`;
  return { subject: told(subject), text, html };
}
