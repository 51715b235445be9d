import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './visually-hidden.module.css';

/** Copies a value; `label` names the value, so that several such buttons on a page can be told apart. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation('ui');
  const { isCopied, copy } = useCopy(value);
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

/** The same with words on it, for a text that is made to be taken elsewhere. */
export function CopyTextButton({ value, children }: { value: string; children: string }) {
  const { t } = useTranslation('ui');
  const { isCopied, copy } = useCopy(value);
  return (
    <>
      <Button
        leftSection={isCopied ? <IconCheck size="1.1rem" aria-hidden /> : <IconCopy size="1.1rem" aria-hidden />}
        onClick={() => void copy()}
      >
        {children}
      </Button>
      <span role="status" className={classes.hidden}>
        {isCopied && t('copied')}
      </span>
    </>
  );
}

function useCopy(value: string) {
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
  return { isCopied, copy };
}
