import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

type Props = { isOpen: boolean; title: string; children: ReactNode; size?: 'md' | 'lg' | 'xl'; onClose: () => void };

/** Something to be done before the page goes on. Focus returns to where it came from, unless the answer has taken it. */
export function Dialog({ isOpen, title, children, size = 'md', onClose }: Props) {
  const { t } = useTranslation('ui');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      size={size}
      centered
      classNames={{ inner: classes.inner }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Modal>
  );
}
