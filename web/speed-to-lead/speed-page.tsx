import { useLocation } from 'preact-iso/router';
import { Empty } from '../look/empty.tsx';
import { PageTitle } from '../look/page-title.tsx';
import { Skeleton } from '../look/skeleton.tsx';
import { Tabs } from '../look/tabs.tsx';
import { Trouble } from '../look/trouble.tsx';
import { dayName } from '../wording/relative-time.ts';
import { type Speed, type SpeedReport, useSpeedToLead } from './speed-queries.ts';
import { SpeedTable } from './speed-table.tsx';
import { keptShare, PERIODS, periodOf, timeTaken } from './speed-words.ts';

interface Tile {
  readonly label: string;
  readonly value: string | number;
  readonly note: string;
  readonly bad?: boolean;
}

const tilesOf = (speed: Speed): readonly Tile[] => [
  {
    label: 'Median',
    value: timeTaken(speed.medianSeconds),
    note: `of ${speed.touched} answered, ${speed.leads} came in`,
  },
  { label: '9 of 10 within', value: timeTaken(speed.p90Seconds), note: 'the 90th percentile' },
  { label: 'Promises kept', value: keptShare(speed), note: `${speed.kept} kept, ${speed.missed} missed` },
  { label: 'Waiting', value: speed.waiting, note: 'open, and nobody has spoken to them' },
  { label: 'Overdue', value: speed.overdue, note: 'of those, past their promise', bad: speed.overdue > 0 },
];

const Report = ({ report }: { readonly report: SpeedReport }) => {
  if (report.overall.leads === 0) {
    return (
      <Empty icon="speed" title="No leads in this time">
        People who filled in a form count here, from when they came in to the first call, e-mail or meeting.
      </Empty>
    );
  }
  return (
    <>
      <p class="soft page-note">
        From filling in a form to the first call, e-mail or meeting, by the clock on the wall, since{' '}
        {dayName(report.from, Date.now())}.{!report.complete && ' There are more leads than one report looks at.'}
      </p>
      <ul class="tiles speed-tiles" aria-label="All leads">
        {tilesOf(report.overall).map(({ label, value, note, bad }) => (
          <li key={label}>
            <div class={bad ? 'tile bad' : 'tile'}>
              <span class="tile-count">{value}</span>
              <span class="tile-label">{label}</span>
              <span class="tile-note">{note}</span>
            </div>
          </li>
        ))}
      </ul>
      <SpeedTable owners={report.owners} />
    </>
  );
};

/** How soon people who fill in forms are spoken to, and which promises are kept. */
export const SpeedPage = () => {
  const { query } = useLocation();
  const days = periodOf(query['days']);
  const report = useSpeedToLead(days);
  return (
    <>
      <header class="page-head">
        <PageTitle name="Speed to lead" />
      </header>
      <Tabs
        label="Period"
        tabs={PERIODS.map((period) => ({
          href: `/speed-to-lead?days=${period}`,
          label: `${period} days`,
          current: period === days,
        }))}
      />
      {report.data && (
        <div class="speed-report" aria-busy={report.isPlaceholderData}>
          <Report report={report.data} />
        </div>
      )}
      {report.isPending && <Skeleton rows={4} tall />}
      {report.isError && !report.data && <Trouble error={report.error} onRetry={report.refetch} />}
    </>
  );
};
