import React from 'react';
import { Link } from 'react-router-dom';
import { toWall } from '../../../domain/calendar/wall.ts';
import { Notice } from '../../components/field.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import type { CaseReport, NamedSpan, PathTask } from '../../../db/case-report.ts';
import { scaleOf, type Place } from './path-scale.ts';

type PathProps = { readonly path: CaseReport['path'] };

/** The way of the case through its stages, and its tasks below, on one axis of time with today on it. */
export function Path({ path: { stages, tasks, more } }: PathProps) {
  const { t, day } = useWords();
  const { timeZone } = useViewer();
  const now = new Date().toISOString();
  const scale = scaleOf([...stages.map(({ to, from }) => to ?? from), ...tasks.flatMap(({ from, to }) => [from, to])], {
    from: stages[0]?.from ?? now,
    until: stages.at(-1)?.to ?? now,
    now,
    dayOf: (moment) => toWall(moment, timeZone).slice(0, 10),
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
        <span>{day(scale.from)}</span>
        {scale.today === null ? null : (
          <i className={scale.today.isLate ? 'today late' : 'today'} style={{ left: scale.today.left }}>
            {scale.today.isNamed ? t('case.path.today') : null}
          </i>
        )}
        <span>{day(scale.to)}</span>
      </div>
      {more ? <Notice>{t('case.path.more')}</Notice> : null}
    </div>
  );
}

function Stage({ span: { namePl, nameEn, color, from, to } }: { readonly span: NamedSpan }) {
  const { t, language, day } = useWords();
  return (
    <li>
      <i className={color} aria-hidden />
      {language === 'pl' ? namePl : nameEn}{' '}
      <span className="muted">
        {day(from)}
        {day(from) === day(to ?? new Date().toISOString()) ? null : ` – ${to ? day(to) : t('case.path.today')}`}
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
