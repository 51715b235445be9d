import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SupportCaseFieldsFragment } from '../../gql/operations.ts';
import { TimeText } from '../../ui/time-text.tsx';
import type { CaseSide } from './case-status.tsx';
import classes from './support-case.module.css';

type Message = SupportCaseFieldsFragment['messages']['edges'][number]['node'];
type Props = { supportCase: SupportCaseFieldsFragment; side: CaseSide; isLoading: boolean; onEarlier: (before: string | null) => void };

/** Who wrote what, oldest first. Those of support are nobody in particular, except to their colleagues. */
export function Conversation({ supportCase, side, isLoading, onEarlier }: Props) {
  const { t } = useTranslation('cases');
  const { edges, pageInfo } = supportCase.messages;
  const nameOf = ({ isFromStaff, author }: Message): string => {
    if (isFromStaff)
      return side === 'staff' && author ? t('conversation.supportBy', { name: author.displayName }) : t('conversation.support');
    return side === 'person' ? t('conversation.you') : supportCase.person.displayName;
  };
  if (edges.length === 0) return <p className={classes.muted}>{t('conversation.none')}</p>;
  return (
    <>
      {pageInfo.hasPreviousPage && (
        <div>
          <Button variant="default" aria-disabled={isLoading} onClick={() => !isLoading && onEarlier(pageInfo.startCursor)}>
            {t('conversation.earlier')}
          </Button>
        </div>
      )}
      <div role="log" aria-label={t('conversation.title')}>
        <ol className={classes.conversation}>
          {edges.map(({ node }) => (
            <li key={node.id} className={classes.message} data-own={node.isFromStaff === (side === 'staff') || undefined}>
              <p className={classes.author}>
                <strong>{nameOf(node)}</strong>
                <span className={classes.muted}>
                  <TimeText value={node.writtenAt} relative />
                </span>
              </p>
              <p className={classes.body}>{node.body}</p>
            </li>
          ))}
        </ol>
      </div>
    </>
  );
}
