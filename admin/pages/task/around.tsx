import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { Button, Meter, Tag } from '../../components/button.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction, useRead } from '../../components/read.ts';
import { useTold } from '../../components/told.ts';
import { useUndone } from '../../components/undone.ts';
import { useWords } from '../../components/words.ts';
import { LinkableLines, Linked } from './linkable-lines.tsx';
import type { NamedLink } from '../../../db/task-links.ts';
import type { Relative } from '../../../db/task-around.ts';
import type { WorkScreen } from '../../../db/work-screen.ts';

/** Main task and parts with their progress, and what came before and after. */
export function Relatives({
  screen,
  onPart,
}: {
  readonly screen: WorkScreen;
  readonly onPart?: (() => void) | undefined;
}) {
  const { t, percent } = useWords();
  const { task, around } = screen;
  const of = (relation: Relative['relation']) => around.relatives.filter((one) => one.relation === relation);
  const parts = of('part');
  const add = onPart ? (
    <Button kind="quiet" size="small" icon="plus" onClick={onPart}>
      {t('task.add part')}
    </Button>
  ) : null;
  if (around.relatives.length === 0 && !add) return null;
  return (
    <Card title={t('task.parts')} actions={add}>
      {parts.length > 0 ? (
        <div className="bar progress-line">
          <Meter value={task.percent} of={100} label={t('task.progress')} />
          <span className="num">{percent(task.percent / 100)}</span>
        </div>
      ) : null}
      {around.relatives.length === 0 ? <span className="muted">{t('task.no parts')}</span> : null}
      <Group title={t('task.main')} list={of('main')} />
      <Group title={t('task.parts of')} list={parts} />
      <Group title={t('task.before')} list={of('before')} />
      <Group title={t('task.after')} list={of('after')} />
    </Card>
  );
}

function Group({ title, list }: { readonly title: string; readonly list: readonly Relative[] }) {
  const { t, moment, percent } = useWords();
  if (list.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul className="lines">
        {list.map((one) => (
          <li key={one.id}>
            <div>
              <Link className={one.state === 'open' ? 'strong' : 'second'} to={`/admin/tasks/${one.id}`}>
                {one.title}
              </Link>
              <div className="small muted">
                {[one.ownerName, (one.plannedAt ?? one.dueAt) ? moment((one.plannedAt ?? one.dueAt)!) : null]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            {one.state === 'open' ? (
              <Tag tone={one.overdue ? 'red' : 'orange'}>{percent(one.percent / 100)}</Tag>
            ) : (
              <Tag {...(one.state === 'done' ? { tone: 'green' as const } : {})}>{t(`tasks.${one.state}`)}</Tag>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

type LinksProps = { readonly screen: WorkScreen; readonly works: boolean; readonly onChanged: () => void };

/** Records that are tied to the task, and the customer's others that may be (S4-04, S4-18). */
export function Links({ screen: { task, around }, works, onChanged }: LinksProps) {
  const { t } = useWords();
  const [choosing, setChoosing] = useState(false);
  const { run, busy, refused } = useAction();
  const undone = useUndone(onChanged);
  const untie = ({ noun, recordId, title }: NamedLink) =>
    run(async () => {
      await call('DELETE', `/tasks/${task.id}/links/${noun}/${recordId}`);
      undone(t('task.unlinked', { name: title }), () => call('POST', `/tasks/${task.id}/links`, { noun, recordId }));
      onChanged();
    });
  if (around.links.length === 0 && (!works || !task.companyId)) return null;
  return (
    <Card
      title={t('task.links')}
      actions={
        works && task.companyId ? (
          <Button kind="quiet" size="small" icon="link" onClick={() => setChoosing(!choosing)}>
            {t('task.link')}
          </Button>
        ) : null
      }
    >
      {around.links.length === 0 && !choosing ? <span className="muted">{t('task.no links')}</span> : null}
      <ul className="lines">
        {around.links.map((link) => (
          <li key={`${link.noun} ${link.recordId}`}>
            <Linked link={link} />
            {works ? (
              <Button
                kind="quiet"
                size="small"
                icon="close"
                disabled={busy}
                label={t('task.unlink', { name: link.title })}
                onClick={() => void untie(link)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {refused ? <span className="under problem">{refused.message}</span> : null}
      {choosing ? <Linkable taskId={task.id} onLinked={onChanged} /> : null}
    </Card>
  );
}

function Linkable({ taskId, onLinked }: { readonly taskId: string; readonly onLinked: () => void }) {
  const { t } = useWords();
  const { value, reload } = useRead<{ records: NamedLink[] }>(`/tasks/${taskId}/linkable`);
  const { run, busy } = useTold();
  const tie = ({ noun, recordId }: NamedLink) =>
    run(async () => {
      await call('POST', `/tasks/${taskId}/links`, { noun, recordId });
      reload();
      onLinked();
    });
  return (
    <>
      <h3>{t('task.linkable')}</h3>
      {value ? <LinkableLines links={value.records} busy={busy} onTie={(link) => void tie(link)} /> : null}
    </>
  );
}
