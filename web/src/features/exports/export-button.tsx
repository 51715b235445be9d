import { IconBraces, IconFileExport, IconFileSpreadsheet, type TablerIcon } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ExportFieldsFragment,
  type ExportFormat,
  type StartExportInput,
  type StartExportMutation,
  useStartExportMutation,
} from '../../gql/operations.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { OutsideLink } from '../../ui/text-link.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import classes from './export-button.module.css';
import { ExportFailed } from './export-failed.tsx';
import { ExportUnderWay } from './export-under-way.tsx';
import { awaitExport, forgetExport, leaveExport } from './export-watch.ts';
import { saveFile } from './save-file.ts';
import { isOver } from './use-export.ts';

type OfferedFormat = Exclude<ExportFormat, 'JSON_LINES'>;
const formats: readonly { format: OfferedFormat; icon: TablerIcon }[] = [
  { format: 'CSV', icon: IconFileSpreadsheet },
  { format: 'JSON', icon: IconBraces },
];

type Problem = Exclude<NonNullable<StartExportMutation['startExport']>, { __typename: 'Export' }>;

type Props = Omit<StartExportInput, 'format'> & {
  /** Where a page has several lists: which of them. */
  label?: string;
};

/** Makes a file of all rows of a list as it is filtered now: at once where it is short, and otherwise while the person goes on. */
export function ExportButton({ label, ...wish }: Props) {
  const { t } = useTranslation('lists');
  const [start, { loading }] = useStartExportMutation();
  const course = useRef<HTMLDivElement>(null);
  const [running, setRunning] = useState<readonly string[]>([]);
  const [done, setDone] = useState<ExportFieldsFragment | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);

  const finish = (made: ExportFieldsFragment) => {
    forgetExport(made.id);
    setRunning(ids => ids.filter(id => id !== made.id));
    setDone(made);
    if (made.state === 'READY') saveFile(made);
    // The button that stops it goes, and may have the focus.
    if (course.current?.contains(document.activeElement)) course.current.focus({ preventScroll: true });
  };
  const begin = async (format: OfferedFormat) => {
    if (loading) return;
    setDone(null);
    setProblem(null);
    setFailure(null);
    try {
      const begun = (await start({ variables: { input: { ...wish, format } } })).data?.startExport;
      if (begun?.__typename !== 'Export') return setProblem(begun ?? null);
      if (isOver(begun)) return finish(begun);
      awaitExport(begun.id);
      if (isGone.current) return leaveExport(begun.id);
      setRunning(ids => [...ids, begun.id]);
    } catch (error) {
      setFailure(error);
    }
  };
  const name = label ?? t('export.action');
  return (
    <div className={classes.export}>
      <Disclosure
        label={name}
        look="button"
        button={
          <>
            <IconFileExport size="1.1rem" stroke={1.7} aria-hidden />
            {name}
          </>
        }
      >
        {close => (
          <ul className={classes.formats}>
            {formats.map(({ format, icon: Icon }) => (
              <li key={format}>
                <button
                  type="button"
                  className={classes.format}
                  onClick={() => {
                    close();
                    void begin(format);
                  }}
                >
                  <Icon size="1.25rem" stroke={1.6} aria-hidden />
                  <span>
                    {t(`export.format.${format}`)}
                    <span className={classes.hint}>{t(`export.formatHint.${format}`)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </Disclosure>
      <div ref={course} tabIndex={-1} className={classes.course}>
        <div role="status">
          {loading && <p>{t('export.preparing')}</p>}
          {done?.state === 'CANCELED' && <p>{t('export.canceled')}</p>}
          {done?.state === 'READY' && (
            <p>
              {t('export.saved', { count: done.rowCount })}{' '}
              <OutsideLink href={done.downloadPath ?? undefined} download={done.fileName}>
                {done.fileName}
              </OutsideLink>
            </p>
          )}
        </div>
        {running.map(id => (
          <ExportUnderWay key={id} id={id} onOver={finish} />
        ))}
        {done?.state === 'FAILED' && <ExportFailed failure={done.failure} />}
        {problem && <ProblemNotice problem={problem} />}
        {failure !== null && <ActFailure error={failure} />}
      </div>
    </div>
  );
}
