import React from 'react';
import { Link } from 'react-router-dom';
import { Notice } from '../../components/field.tsx';
import { useWords } from '../../components/words.ts';
import type { CaseReport, NamedSpan, PathTask } from '../../../db/case-report.ts';

type PathProps = { readonly path: CaseReport['path'] };

/** The way of the case through its stages, and its tasks below, on one axis of time with today on it. */
export function Path({ path: { stages, tasks, more } }: PathProps) {
  const { t, day } = useWords();
  const now = new Date().toISOString();
  const scale = scaleOf([...stages.map(({ to, from }) => to ?? from), ...tasks.flatMap(({ from, to }) => [from, to])], {
    from: stages[0]?.from ?? now,
    now: stages.at(-1)?.to ?? now,
  });
  return (
    <div className="case-path">
      <div className="case-path-stages" aria-hidden>
        {stages.map((span) => (
          <i key={span.from} className={span.color} style={scale.place(span.from, span.to ?? now)} />
        ))}
      </div>
      <ol className="case-path-names small" aria-label={t('case.path.stages')}>
        {stages.map((span) => (
          <Stage key={span.from} span={span} />
        ))}
      </ol>
      {tasks.length === 0 ? (
        <p className="muted small">{t('case.no tasks')}</p>
      ) : (
        <ul className="case-path-tasks" aria-label={t('case.path.tasks')}>
          {tasks.map((task) => (
            <Task key={task.id} task={task} place={scale.place(task.from, task.to)} />
          ))}
        </ul>
      )}
      <div className="case-path-axis small muted" aria-hidden>
        <span>{day(scale.from.slice(0, 10))}</span>
        {scale.today === null ? null : (
          <i className="today" style={{ left: scale.today }}>
            {t('case.path.today')}
          </i>
        )}
        <span>{day(scale.to.slice(0, 10))}</span>
      </div>
      {more ? <Notice>{t('case.path.more')}</Notice> : null}
    </div>
  );
}

type Place = { readonly left: string; readonly width: string };

function Stage({ span: { namePl, nameEn, color, from, to } }: { readonly span: NamedSpan }) {
  const { t, language, day } = useWords();
  return (
    <li>
      <i className={color} aria-hidden />
      {language === 'pl' ? namePl : nameEn}{' '}
      <span className="muted">
        {day(from.slice(0, 10))} – {to ? day(to.slice(0, 10)) : t('case.path.today')}
      </span>
    </li>
  );
}

function Task({ task, place }: { readonly task: PathTask; readonly place: Place }) {
  const { t, date } = useWords();
  const look = task.overdue ? 'late' : task.state;
  return (
    <li>
      <Link className="title small" to={`/admin/tasks/${task.id}`}>
        {task.title}
      </Link>
      <span className="unseen">
        {' '}
        {t(`case.path.${look}`)}, {date(task.from)} – {date(task.to)}
      </span>
      <span className="case-path-lane" aria-hidden>
        <i className={look} style={place} title={`${date(task.from)} – ${date(task.to)}`} />
      </span>
    </li>
  );
}

type Ends = { readonly from: string; readonly now: string };

/** Shares of the whole span of time; what begins and ends at once is still to be seen. */
function scaleOf(moments: readonly string[], { from, now }: Ends) {
  const all = [...moments, from, now].map((at) => Date.parse(at));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  const share = (at: string) => (100 * (Date.parse(at) - first)) / Math.max(1, last - first);
  const percent = (value: number) => `${Math.round(value * 100) / 100}%`;
  return {
    from: new Date(first).toISOString(),
    to: new Date(last).toISOString(),
    today: last > Date.now() && first < Date.now() ? percent(share(new Date().toISOString())) : null,
    place: (start: string, end: string): Place => {
      const width = Math.max(1, share(end) - share(start));
      return { left: percent(Math.min(share(start), 100 - width)), width: percent(width) };
    },
  };
}
