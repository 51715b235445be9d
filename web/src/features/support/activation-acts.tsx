import { useFragment } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { paths } from '@vlsc/shared/paths.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActivationCaseOfKeyFragmentDoc, type ProductKeyRowFragment, useActivationCasesQuery } from '../../gql/operations.ts';
import { TextLink } from '../../ui/text-link.tsx';
import { nameOfKey } from '../licenses/masked-key.tsx';
import { CaseStatus } from './case-status.tsx';
import { MoreActivationsDialog } from './more-activations-dialog.tsx';
import classes from './support-case.module.css';

/** As many objects as one request may name. */
const mostIds = 100;

type Asking = { activationActs: (key: ProductKeyRowFragment) => ReactNode; dialog: ReactNode };

/** The way to more activations of the product keys of a page; where one asked already, the case instead, until it is closed. */
export function useActivationActs(keys: readonly ProductKeyRowFragment[]): Asking {
  const [asked, setAsked] = useState<ProductKeyRowFragment | null>(null);
  // Those of the pages before are in the cache.
  const ids = keys
    .filter(each => each.viewerCanReveal && each.activationsAllowed !== null)
    .map(({ id }) => id)
    .slice(-mostIds);
  const { loading } = useActivationCasesQuery({ variables: { ids }, skip: ids.length === 0, fetchPolicy: 'cache-and-network' });
  return {
    activationActs: key => <ActivationAct productKey={key} isReading={loading} onAsk={() => setAsked(key)} />,
    dialog: (
      <MoreActivationsDialog
        productKey={asked}
        onClose={() => {
          setAsked(null);
          if (asked) setTimeout(() => focusIfLost(asked.id), 60);
        }}
      />
    ),
  };
}

const placeOf = (keyId: string): string => `activations-${keyId}`;

/** The button that led to the dialog is gone once there is a case. */
function focusIfLost(keyId: string): void {
  if (document.activeElement === document.body) document.getElementById(placeOf(keyId))?.focus();
}

type ActProps = { productKey: ProductKeyRowFragment; isReading: boolean; onAsk: () => void };

function ActivationAct({ productKey, isReading, onAsk }: ActProps) {
  const { t } = useTranslation(['content', 'cases']);
  const { data, complete } = useFragment({
    fragment: ActivationCaseOfKeyFragmentDoc,
    fragmentName: 'ActivationCaseOfKey',
    from: { __typename: 'ProductKey', id: productKey.id },
  });
  // What will stand here is not known yet, only how high it is.
  if (!complete && isReading) return <div className={classes.reserved} />;
  const supportCase = complete ? data.activationCase : null;
  const isOpen = supportCase?.status === 'OPEN' || supportCase?.status === 'WAITING_FOR_PERSON';
  return (
    <div id={placeOf(productKey.id)} tabIndex={-1} className={classes.column}>
      {supportCase && (
        <span>
          <TextLink to={paths.supportCase(supportCase.id)}>{t('more.case', { number: supportCase.number })}</TextLink>{' '}
          <CaseStatus status={supportCase.status} side="person" />
        </span>
      )}
      {!isOpen && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('more.actionOf', { name: nameOfKey(productKey), lastFive: productKey.lastFive })}
            onClick={onAsk}
          >
            {t('more.action')}
          </Button>
        </div>
      )}
    </div>
  );
}
