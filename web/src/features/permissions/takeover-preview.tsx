import { paths } from '@vlsc/shared/paths.ts';
import { Trans, useTranslation } from 'react-i18next';
import type { TakeoverOptionFieldsFragment } from '../../gql/operations.ts';
import { HelpDetails } from '../../ui/help-details.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './takeover.module.css';

type Props = { option: TakeoverOptionFieldsFragment };

/** Administrator of everything below the MBSA, organization by organization. */
export function TakeOverPreview({ option }: Props) {
  const { t } = useTranslation('takeover');
  const { licenseCount, agreementCount, organizationCount, organizations } = option;
  return (
    <>
      <p>{t('takeOver.text')}</p>
      <Figures
        figures={[
          { label: t('figure.licenses', { count: licenseCount }), value: licenseCount },
          { label: t('figure.agreements', { count: agreementCount }), value: agreementCount },
          { label: t('figure.organizations', { count: organizationCount }), value: organizationCount },
        ]}
      />
      <Shortened
        title={t('takeOver.list')}
        count={organizations.length}
        hidden={organizationCount - organizations.length}
        items={organizations.map(({ organization, licenseCount }) => (
          <li key={organization.id} className={classes.row}>
            <span>{organization.name}</span>
            <span className={classes.count}>{t('licenses', { count: licenseCount })}</span>
          </li>
        ))}
      />
      <p className={classes.small}>{t('takeOver.tomorrow')}</p>
    </>
  );
}

/** The licenses from MVLS, and nothing of the rest. */
export function DeclinePreview({ option }: Props) {
  const { t } = useTranslation(['takeover', 'terms']);
  const { licenseCount, mvlsLicenseCount, mvlsLicenses, choice } = option;
  const isShown = mvlsLicenseCount > 0;
  const hidden = licenseCount - mvlsLicenseCount;
  return (
    <>
      <p>{t(isShown ? 'decline.text' : 'decline.nothing')}</p>
      <Figures
        figures={[
          { label: t('figure.shown', { count: mvlsLicenseCount }), value: mvlsLicenseCount },
          { label: t('figure.hidden', { count: hidden }), value: hidden },
        ]}
      />
      {isShown && (
        <Shortened
          title={t('decline.list')}
          count={mvlsLicenses.length}
          hidden={mvlsLicenseCount - mvlsLicenses.length}
          items={mvlsLicenses.map(({ licensingId, program }) => (
            <li key={licensingId} className={classes.row}>
              <span>{licensingId}</span>
              <span className={classes.count}>{t(`terms:program.${program}`)}</span>
            </li>
          ))}
        />
      )}
      <p className={classes.small}>
        {choice === 'TAKE_OVER' ? (
          t('decline.others')
        ) : (
          <Trans t={t} i18nKey="decline.tomorrow" components={{ request: <TextLink to={paths.requestPermissions} /> }} />
        )}
      </p>
    </>
  );
}

const Figures = ({ figures }: { figures: readonly { label: string; value: number }[] }) => (
  <dl className={classes.figures}>
    {figures.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>
          <NumberText value={value} />
        </dd>
      </div>
    ))}
  </dl>
);

const mostOpen = 5;

/** A list that is open while it is short. */
function Shortened({ title, count, hidden, items }: { title: string; count: number; hidden: number; items: readonly React.ReactNode[] }) {
  const { t } = useTranslation('lists');
  if (count === 0) return null;
  const list = (
    <ul className={classes.list} aria-label={title}>
      {items}
      {hidden > 0 && <li>{t('others', { count: hidden })}</li>}
    </ul>
  );
  return count > mostOpen ? <HelpDetails title={title}>{list}</HelpDetails> : list;
}
