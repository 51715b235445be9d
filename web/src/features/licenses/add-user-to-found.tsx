import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LicenseFilter, RolesAmongFoundDocument } from '../../gql/operations.ts';
import { ActFailure } from '../problems/failure.tsx';
import { mostPreselected } from './license-search.ts';

/** Adding a user to all that a filter finds: which of them the person administers is asked for when it is wanted. */
export function AddUserToFound({ filter }: { filter: LicenseFilter | undefined }) {
  const { t } = useTranslation('licenses');
  const client = useApolloClient();
  const navigate = useNavigate();
  const [isReading, setReading] = useState(false);
  const [isNone, setNone] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const go = async () => {
    if (isReading) return;
    setReading(true);
    setFailure(null);
    const administered: string[] = [];
    try {
      for (let after: string | null | undefined, read = 0; read < mostPreselected; ) {
        const { data } = await client.query({ query: RolesAmongFoundDocument, variables: { filter, after }, fetchPolicy: 'no-cache' });
        const page = data?.viewer?.licenses;
        for (const { node } of page?.edges ?? []) if (node.viewerRoles.includes('ADMINISTRATOR')) administered.push(node.licensingId);
        read += page?.edges.length ?? 0;
        if (!page?.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      setNone(administered.length === 0);
      if (administered.length > 0) await navigate({ to: paths.addUser, search: { licenses: administered.join(',') } });
    } catch (error) {
      setFailure(error);
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <Button
        aria-disabled={isReading}
        aria-busy={isReading}
        leftSection={<IconUserPlus size="1.1rem" stroke={1.6} aria-hidden />}
        onClick={() => void go()}
      >
        {t('selection.addUser')}
      </Button>
      <p role="status">{isNone && t('selection.addUserNone')}</p>
      {failure !== null && <ActFailure error={failure} />}
    </>
  );
}
