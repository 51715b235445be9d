import { useTranslation } from 'react-i18next';
import { CopyTextButton } from '../../ui/copy-button.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './webhooks.module.css';

const inNode = `import { createHmac, timingSafeEqual } from 'node:crypto';

// body: the bytes of the request as text, before JSON.parse
function isFromVlsc(headers, body, secret) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\${body}\`).digest();
  return headers['webhook-signature'].split(' ').some(each => {
    const given = Buffer.from(each.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}`;

const inPython = `import base64, hashlib, hmac, time

# body: the bytes of the request, before json.loads
def is_from_vlsc(headers, body, secret):
    message_id, timestamp = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(each, expected) for each in headers["webhook-signature"].split(" "))`;

/** The secret that was just made, and what to do with it. */
export function WebhookSecret({ secret, isRotated = false }: { secret: string; isRotated?: boolean }) {
  const { t } = useTranslation('webhooks');
  return (
    <Notice tone="success" live="polite" title={t(isRotated ? 'secret.rotated' : 'secret.made')}>
      <div className={classes.stack}>
        <p>{t('secret.once')}</p>
        <p className={classes.anywhere}>
          <code>{secret}</code>
        </p>
        <div>
          <CopyTextButton value={secret}>{t('secret.copy')}</CopyTextButton>
        </div>
        {isRotated && <p>{t('secret.both')}</p>}
      </div>
    </Notice>
  );
}

/** How a receiver knows that a delivery comes from here. */
export function HowToVerify() {
  const { t } = useTranslation('webhooks');
  return (
    <HelpDetails title={t('verify.title')}>
      <div className={classes.stack}>
        <p>{t('verify.text')}</p>
        <Program name="Node.js" text={inNode} />
        <Program name="Python" text={inPython} />
        <p>{t('verify.answer')}</p>
      </div>
    </HelpDetails>
  );
}

const Program = ({ name, text }: { name: string; text: string }) => (
  <div className={classes.stack}>
    <h3 className={classes.heading}>{name}</h3>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
    <section className={classes.code} aria-label={name} tabIndex={0}>
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  </div>
);
