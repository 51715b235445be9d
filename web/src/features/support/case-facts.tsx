import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { SupportCaseFieldsFragment } from '../../gql/operations.ts';
import { DataList, type DataListItem } from '../../ui/data-list.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { KeyActivations } from '../licenses/key-activations.tsx';
import { MaskedKey, nameOfKey } from '../licenses/masked-key.tsx';
import type { CaseSide } from './case-status.tsx';
import classes from './support-case.module.css';

type Props = { supportCase: SupportCaseFieldsFragment; side: CaseSide };

/** What the person told when the case was opened; to staff, also who it is. */
export function CaseFacts({ supportCase, side }: Props) {
  const { t } = useTranslation(['cases', 'terms']);
  const { number, kind, subject, program, licensingId, authorizationNumber, organizationName, organizationAddress } = supportCase;
  const { openedAt, closedAt, accessRequest, productKey, wantedActivations } = supportCase;
  const told = (label: string, value: string | null): DataListItem[] => (value ? [{ label, value }] : []);
  return (
    <DataList
      items={[
        { label: t('facts.number'), value: <strong>{number}</strong> },
        ...(side === 'staff' ? who(supportCase, t('facts.person'), t('facts.addresses'), t('facts.noAddresses')) : []),
        { label: t('facts.kind'), value: t(`kind.${kind}`) },
        { label: t('facts.subject'), value: subject },
        ...told(t('facts.program'), program && t(`terms:program.${program}`)),
        ...(licensingId
          ? [
              {
                label: t(program === 'OPEN_LICENSE' ? 'facts.licenseNumber' : 'facts.licensingId'),
                // Staff compare what was told with what the license says; whether it exists is no matter of the person's page.
                value: side === 'staff' ? <TextLink to={paths.license(licensingId)}>{licensingId}</TextLink> : licensingId,
              },
            ]
          : []),
        ...told(t('facts.authorizationNumber'), authorizationNumber),
        ...told(t('facts.organizationName'), organizationName),
        ...(organizationAddress
          ? [{ label: t('facts.organizationAddress'), value: <span className={classes.lines}>{organizationAddress}</span> }]
          : []),
        ...(productKey
          ? [
              {
                label: t('facts.productKey'),
                value: (
                  <>
                    {nameOfKey(productKey)}
                    <br />
                    <MaskedKey lastFive={productKey.lastFive} />
                  </>
                ),
              },
              { label: t('facts.activations'), value: <KeyActivations {...productKey} /> },
            ]
          : []),
        ...(wantedActivations === null ? [] : [{ label: t('facts.wantedActivations'), value: <NumberText value={wantedActivations} /> }]),
        ...(accessRequest
          ? [
              {
                label: t('facts.request'),
                value: (
                  <>
                    {side === 'person' ? (
                      <TextLink to={paths.myRequest(accessRequest.id)}>{accessRequest.number}</TextLink>
                    ) : (
                      accessRequest.number
                    )}{' '}
                    ({t(`terms:requestStatus.${accessRequest.status}`)})
                  </>
                ),
              },
            ]
          : []),
        { label: t('facts.openedAt'), value: <TimeText value={openedAt} relative /> },
        ...(closedAt ? [{ label: t('facts.closedAt'), value: <TimeText value={closedAt} relative /> }] : []),
      ]}
    />
  );
}

const who = ({ person }: SupportCaseFieldsFragment, name: string, addresses: string, none: string): DataListItem[] => [
  { label: name, value: <TextLink to={paths.operationsUser(person.id)}>{person.displayName}</TextLink> },
  { label: addresses, value: person.businessEmails.join(', ') || none },
];
