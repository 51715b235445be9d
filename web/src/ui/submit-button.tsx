import { Button, type ButtonProps } from '@mantine/core';
import { IconLoader2 } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import classes from './submit-button.module.css';

type Props = Omit<ButtonProps, 'loading' | 'disabled'> & { children: string; isPending: boolean; form?: string };

/** Submits its form once: while that is under way it stays focusable and readable, and does nothing. */
export function SubmitButton({ children, isPending, ...props }: Props) {
  const keepOnce = (event: MouseEvent) => {
    if (isPending) event.preventDefault();
  };
  return (
    <Button
      {...props}
      type="submit"
      aria-disabled={isPending}
      aria-busy={isPending}
      onClick={keepOnce}
      className={classes.button}
      leftSection={isPending ? <IconLoader2 size="1.1rem" className={classes.spinner} aria-hidden /> : props.leftSection}
    >
      {children}
    </Button>
  );
}
