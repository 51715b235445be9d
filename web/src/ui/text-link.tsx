import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import classes from './text-link.module.css';

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

const Anchor = ({ className, children, ...props }: AnchorProps) => (
  <a {...props} className={[classes.link, className].filter(Boolean).join(' ')}>
    {children}
  </a>
);

/** A link within the application, in running text. */
export const TextLink = createLink(Anchor);

/** A link that leaves the application: to the sign-in, to a mail program, to another site. */
export const OutsideLink = Anchor;
