import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Props = ButtonProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & { ref?: Ref<HTMLAnchorElement> };

const Anchor = (props: Props) => <Button component="a" {...props} />;

/** Looks like a button, is a link within the application. */
export const ButtonLink = createLink(Anchor);

/** Looks like a button, is a link that leaves the application. */
export const OutsideButtonLink = Anchor;
