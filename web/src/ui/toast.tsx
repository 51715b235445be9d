import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice, type NoticeTone } from './notice.tsx';
import classes from './toast.module.css';

type Props = {
  tone: NoticeTone;
  title: string;
  children?: ReactNode;
  actions?: readonly ReactNode[];
  onClose: () => void;
  /** Where nobody has just done something that it answers: it leaves the focus where the person is. */
  isUnasked?: boolean;
};

/** What has just been done, at the lower edge of the screen until it is closed. It takes the focus, so that what it offers is at hand. */
export function Toast({ tone, title, children, actions = [], onClose, isUnasked = false }: Props) {
  const { t } = useTranslation('ui');
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isUnasked) return;
    // After the dialog that led here has given the focus back.
    const frame = requestAnimationFrame(() => root.current?.focus({ preventScroll: true }));
    return () => cancelAnimationFrame(frame);
  }, [isUnasked]);
  return (
    <div ref={root} tabIndex={-1} className={classes.toast}>
      <Notice
        tone={tone}
        title={title}
        live="polite"
        actions={[
          ...actions,
          <Button key="close" variant="default" onClick={onClose}>
            {t('close')}
          </Button>,
        ]}
      >
        {children}
      </Notice>
    </div>
  );
}
