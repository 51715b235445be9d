import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './visually-hidden.module.css';

/** Copies a value; `label` names the value, so that several such buttons on a page can be told apart. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation('ui');
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [isCopied]);

  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <>
      <ActionIcon variant="subtle" size="md" aria-label={`${t('copy')}: ${label}`} onClick={() => void copy()}>
        {isCopied ? <IconCheck size="1.1rem" aria-hidden /> : <IconCopy size="1.1rem" aria-hidden />}
      </ActionIcon>
      <span role="status" className={classes.hidden}>
        {isCopied && t('copied')}
      </span>
    </>
  );
}
