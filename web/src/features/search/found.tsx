import {
  IconBuilding,
  IconCertificate,
  IconDownload,
  IconFileText,
  IconHeadset,
  IconListSearch,
  IconPackage,
  IconSend,
  IconUser,
} from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { SearchEverythingQuery } from '../../gql/operations.ts';

export type Results = NonNullable<SearchEverythingQuery['viewer']>['search'];

/** Something that was found, and where it leads. */
export type Found = { id: string; icon: React.ReactNode; label: string; hint?: string; to: string; search?: Record<string, string> };
export type FoundGroup = { key: string; label: string; found: readonly Found[] };

const icon = { size: '1.15rem', stroke: 1.6, 'aria-hidden': true } as const;

/** What the server found as places to go, kind by kind; staff are led to their own pages. */
export function useFound(isStaff: boolean): (results: Results, text: string) => FoundGroup[] {
  const { t } = useTranslation(['search', 'terms']);
  const list = isStaff ? paths.operationsLicenses : paths.relationshipSummary;
  return ({ licenses, agreements, organizations, products, people, accessRequests, supportCases }, text) => {
    const groups: FoundGroup[] = [
      {
        key: 'licenses',
        label: t('groups.licenses'),
        found: [
          ...licenses.map(({ licensingId, program, status, organization }) => ({
            id: `license-${licensingId}`,
            icon: <IconCertificate {...icon} />,
            label: licensingId,
            hint: [organization.name, t(`terms:program.${program}`), t(`terms:status.${status}`)].join(' · '),
            to: paths.license(licensingId),
          })),
          ...(licenses.length > 0
            ? [{ id: 'all-licenses', icon: <IconListSearch {...icon} />, label: t('allLicenses', { text }), to: list, search: { q: text } }]
            : []),
        ],
      },
      {
        key: 'agreements',
        label: t('groups.agreements'),
        found: agreements.map(({ number, program, organization }) => ({
          id: `agreement-${number}`,
          icon: <IconFileText {...icon} />,
          label: number,
          hint: [t(`terms:program.${program}`), organization.name].join(' · '),
          to: list,
          search: { agreement: number },
        })),
      },
      {
        key: 'organizations',
        label: t('groups.organizations'),
        found: organizations.map(({ number, kind, name, city }) => ({
          id: `organization-${number}`,
          icon: <IconBuilding {...icon} />,
          label: name,
          hint: [t(`kind.${kind}`), number, city].filter(Boolean).join(' · '),
          to: list,
          search: { organization: number },
        })),
      },
      {
        key: 'products',
        label: t('groups.products'),
        found: products.flatMap(({ productFamily, version, partNumber, ...may }) => {
          const name = `${productFamily} ${version}`;
          return [
            ...(may.viewerCanViewOrders
              ? [
                  {
                    id: `product-${name}`,
                    icon: <IconPackage {...icon} />,
                    label: name,
                    hint: [t('product.summary'), partNumber].filter(Boolean).join(' · '),
                    to: paths.licenseSummary,
                    search: { product: productFamily },
                  },
                ]
              : []),
            ...(may.viewerCanDownload || may.viewerCanViewKeys
              ? [
                  {
                    id: `content-${name}`,
                    icon: <IconDownload {...icon} />,
                    label: name,
                    hint: t('product.content'),
                    to: paths.downloadsAndKeys,
                    search: { q: name },
                  },
                ]
              : []),
          ];
        }),
      },
      {
        key: 'people',
        label: t('groups.people'),
        found: people.map(person =>
          person.__typename === 'ManagedUser'
            ? {
                id: `person-${person.id}`,
                icon: <IconUser {...icon} />,
                label: person.name,
                hint: person.addresses.join(' '),
                to: paths.managedUser(person.id),
              }
            : {
                id: `person-${person.id}`,
                icon: <IconUser {...icon} />,
                label: person.displayName,
                hint: person.businessEmails.join(' '),
                to: paths.operationsUser(person.id),
              },
        ),
      },
      {
        key: 'requests',
        label: t('groups.requests'),
        found: accessRequests.map(({ id, number, licensingId, status, requester, viewerIsRequester }) => ({
          id: `request-${id}`,
          icon: <IconSend {...icon} />,
          label: number,
          hint: [requester.displayName, licensingId, t(`terms:requestStatus.${status}`)].join(' · '),
          ...(isStaff
            ? { to: paths.operationsRequests, search: { q: number } }
            : { to: viewerIsRequester ? paths.myRequest(id) : paths.requestToDecide(id) }),
        })),
      },
      {
        key: 'cases',
        label: t('groups.cases'),
        found: supportCases.map(({ id, number, subject, person }) => ({
          id: `case-${id}`,
          icon: <IconHeadset {...icon} />,
          label: number,
          hint: [person.displayName, subject].join(' · '),
          to: isStaff ? paths.operationsCase(id) : paths.supportCase(id),
        })),
      },
    ];
    return groups.filter(({ found }) => found.length > 0);
  };
}
