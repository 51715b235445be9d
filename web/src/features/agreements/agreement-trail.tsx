import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AgreementRowFragment } from '../../gql/operations.ts';
import classes from './agreement-trail.module.css';

type Props = {
  path: readonly Pick<AgreementRowFragment, 'id' | 'number' | 'program'>[];
  /** The list of licenses that this person finds the rest of the agreement in. */
  list: '/licenses/relationships' | '/operations/licenses';
};

/** The agreements above a license, the topmost first; each leads to everything below it. */
export function AgreementTrail({ path, list }: Props) {
  const { t } = useTranslation(['licenses', 'terms']);
  return (
    <nav aria-label={t('license.trail')}>
      <ol className={classes.trail}>
        {path.map(({ id, number, program }) => (
          <li key={id}>
            <span className={classes.program}>{t(`terms:program.${program}`)}</span>{' '}
            <Link to={list} search={{ agreement: number }}>
              {number}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
