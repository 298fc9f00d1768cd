import React, { lazy, Suspense, useState } from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import type { Untold } from '../../../db/invitations.ts';
import type { TaskType } from '../../../db/task-types.ts';
import { AbsenceDialog, AddAbsence } from '../../components/absence-dialogs.tsx';
import { BeyondDeadline } from '../../components/beyond-deadline.tsx';
import { Button } from '../../components/button.tsx';
import { Notice, Problem } from '../../components/field.tsx';
import { Empty, Head, Page, Skeleton } from '../../components/page.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { CalendarDialog } from '../tasks/calendar-dialog.tsx';
import type { Chosen } from '../tasks/customer-field.tsx';
import { Agenda } from './agenda.tsx';
import { columnOf } from './columns.ts';
import { DayStrip } from './day-strip.tsx';
import { morningOf, useDesk, useDrawing, type Desk } from './desk.ts';
import { awayOf } from './menu-items.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { Grid } from './grid.tsx';
import { MoveReach } from './move-reach.tsx';
import { AskParticipants } from '../../components/invitations.tsx';
import { NewEntry } from './new-entry.tsx';
import { PointMenu } from './point-menu.tsx';
import { Filters, Load } from './side.tsx';
import { SmallMonth } from './small-month.tsx';
import { endOf } from './use-moves.ts';
import { MOST_DAYS, stepped, titleOf, views, type View } from './view.ts';

/** Loaded when somebody wants it: a calendar is looked at far more often. */
const NewTask = lazy(async () => ({ default: (await import('../task/new-task.tsx')).NewTask }));

/** The plan of a person, a team, a week: seen, made and moved by hand. */
export default function CalendarPage() {
  const { t, date, language } = useWords();
  const desk = useDesk();
  const drawing = useDrawing(desk);
  const { address, reading, above } = desk;
  const { shown, phone, today, set } = address;
  return (
    <Page title={t('calendar.title')} wide>
      <Head title={titleOf(shown, { language, hidden: drawing.hidden })}>
        <Button icon="left" label={t('calendar.back')} onClick={() => set(stepped(shown, -1))} />
        <Button onClick={() => set({ on: null, to: null })} keys="T">
          {t('calendar.today')}
        </Button>
        <Button icon="right" label={t('calendar.on')} onClick={() => set(stepped(shown, 1))} />
        <Button icon="calendar" onClick={() => above.setSubscribing(true)}>
          {t('calendar.subscribe')}
        </Button>
        {above.mayEdit ? (
          <Button kind="main" icon="plus" keys="N" onClick={above.newNow}>
            {t('calendar.new')}
          </Button>
        ) : null}
      </Head>
      <Views desk={desk} />
      {reading.error ? <Problem>{reading.error.message}</Problem> : null}
      {shown.isCut ? (
        <Notice tone="orange">{t('calendar.span cut', { days: MOST_DAYS, last: date(shown.last) })}</Notice>
      ) : null}
      {reading.cut ? <Notice tone="orange">{t('calendar.cut')}</Notice> : null}
      {phone && shown.first === shown.last ? (
        <DayStrip on={shown.on} today={today} onDay={(on) => set({ on, to: null })} />
      ) : null}
      <div className="calendar-columns">
        <div className="calendar-main">
          {desk.ready ? <Body desk={desk} drawing={drawing} /> : <Skeleton rows={10} height={40} />}
        </div>
        <Side desk={desk} />
      </div>
      <Above desk={desk} />
    </Page>
  );
}

type DeskProps = { readonly desk: Desk };

function Views({ desk: { address } }: DeskProps) {
  const { t } = useWords();
  return (
    <div className="bar views" role="group" aria-label={t('calendar.views')}>
      {chips(address.phone).map((view) => (
        <button
          key={view}
          type="button"
          className={view === address.shown.view ? 'chip on' : 'chip'}
          aria-pressed={view === address.shown.view}
          onClick={() => address.set({ view, to: null })}
        >
          {t(`calendar.view.${view}`)}
        </button>
      ))}
    </div>
  );
}

/** On a phone the list comes first: it is what one looks at there. */
function chips(phone: boolean): readonly View[] {
  return phone ? ['agenda', ...views.filter((view) => view !== 'agenda')] : views;
}

function Body({ desk, drawing }: DeskProps & { readonly drawing: ReturnType<typeof useDrawing> }) {
  const { address, reading, above, tasks, moves, shownPeople } = desk;
  const { shown, today } = address;
  if (shown.view === 'resources' && drawing.columns.length === 0) return <NoResources />;
  if (shown.view === 'agenda') {
    return (
      <Agenda
        days={drawing.together}
        tasks={reading.tasks ?? []}
        importantDays={[...desk.importantDays.values()]}
        load={reading.load ?? []}
        absences={reading.absences ?? []}
        people={shownPeople}
        today={today}
        onOpen={above.open}
        onMenu={(id, at) => above.openMenu({ id }, at)}
        onNew={above.mayEdit ? (day) => above.draftAt(morningOf(day)) : undefined}
      />
    );
  }
  return (
    <Grid
      shown={shown}
      events={drawing.events}
      columns={drawing.columns}
      options={drawing.options}
      onSpan={(spot) => above.draftAt(spot)}
      onOpen={above.open}
      onMoved={({ id, start, end, column, from }) =>
        void moves.moveHands(tasks.get(id)!, { start, end }, columnOf(shown.view, column, from))
      }
      onMenu={above.openMenu}
    />
  );
}

function NoResources() {
  const { t } = useWords();
  const { may } = useViewer();
  return (
    <Empty icon="calendar" title={t('calendar.no resources')} text={t('calendar.no resources text')}>
      {may('settings.edit') ? (
        <Button kind="main" to="/admin/resources/resources">
          {t('calendar.add resources')}
        </Button>
      ) : null}
    </Empty>
  );
}

function Side({ desk }: DeskProps) {
  const { t } = useWords();
  const { address, people, chosen, types, reading, shownPeople } = desk;
  const { shown, today, phone, narrowing, set } = address;
  const [company, setCompany] = useState<Chosen>();
  const narrowed = narrowing.companyId ? { id: narrowing.companyId, name: t('calendar.one customer') } : undefined;
  const span = (first: string, last: string) => {
    if (first !== last) return set({ on: first, to: last, view: shown.view === 'team' ? 'team' : 'day' });
    set({ on: first, to: null, view: phone ? null : shown.view === 'team' ? 'team' : 'day' });
  };
  return (
    <aside className="calendar-side">
      <SmallMonth today={today} on={shown.on} first={shown.first} last={shown.last} onSpan={span} />
      <Filters
        narrowing={narrowing}
        people={shown.view === 'resources' ? desk.resources.map((one) => ({ ...one, open: true })) : people}
        chosen={shown.view === 'resources' ? desk.chosenThings : chosen}
        legend={t(shown.view === 'resources' ? 'calendar.view.resources' : 'calendar.people')}
        types={types}
        company={narrowed && (company ?? narrowed)}
        onPeople={(ids) => set({ [shown.view === 'resources' ? 'resources' : 'people']: ids.join(',') })}
        onTypes={(codes) => set({ types: codes.join(',') })}
        onState={(state) => set({ state })}
        onRecorded={(on) => set({ recorded: on ? null : 'no' })}
        onCompany={(one) => {
          setCompany(one);
          set({ company: one?.id });
        }}
      />
      {reading.days && shown.view !== 'resources' ? (
        <Load
          people={shownPeople}
          load={reading.load ?? []}
          worked={reading.worked ?? []}
          absences={reading.absences ?? []}
          days={reading.days}
          own={reading.own ?? []}
        />
      ) : null}
    </aside>
  );
}

/** What stands above the page: the menu and the dialogs. */
function Above({ desk }: DeskProps) {
  const { t, language } = useWords();
  const { above, types, people, reading, moves } = desk;
  const { menu, draft, task } = above;
  const shared = { resources: desk.resources };
  return (
    <>
      {menu ? <PointMenu at={menu.at} label={t('calendar.menu')} items={menu.items} onClose={above.closeMenu} /> : null}
      {draft ? (
        <NewEntry
          {...shared}
          draft={draft}
          types={types}
          people={people.filter(({ open }) => open)}
          onClose={above.closeDraft}
          onMade={reading.reload}
          onMore={above.openFull}
        />
      ) : null}
      {above.full ? (
        <Suspense fallback={null}>
          <NewTask start={above.full} onClose={above.closeFull} onMade={reading.reload} />
        </Suspense>
      ) : null}
      {task ? (
        <EntryDialog
          {...shared}
          task={task}
          typeName={typeName(types, task.type, language)}
          ownerName={people.find(({ id }) => id === task.ownerId)?.name ?? ''}
          invites={types.find(({ code }) => code === task.type)?.invites ?? false}
          onClose={above.closeTask}
          onSaved={(changed) => {
            reading.reload();
            if (changed && task.invited > 0) moves.ask(task);
          }}
        />
      ) : null}
      {moves.oneOfMany ? <MoveReach moving={moves.oneOfMany} onThis={moves.moveThis} onClose={moves.leave} /> : null}
      {moves.asking && !moves.beyond ? (
        <AskParticipants meetings={[meetingOf(moves.asking)]} onClose={() => moves.ask(undefined)} />
      ) : null}
      {moves.beyond ? (
        <BeyondDeadline
          task={moves.beyond}
          endsAt={new Date(endOf(moves.beyond)).toISOString()}
          onSettled={(isMoved) => {
            if (isMoved) reading.reload();
            moves.settle();
          }}
        />
      ) : null}
      <Absences desk={desk} />
      {above.subscribing ? <CalendarDialog onClose={() => above.setSubscribing(false)} /> : null}
    </>
  );
}

/** Writing down that somebody is away, and looking at it. */
function Absences({ desk: { above, people, reading } }: DeskProps) {
  const me = useViewer();
  const { absence, leaving } = above;
  const isTheirs = (userId: string) => awayOf(people, me).some(({ id }) => id === userId);
  return (
    <>
      {leaving ? <AddAbsence start={leaving} onClose={above.closeLeaving} onAdded={reading.reload} /> : null}
      {absence ? (
        <AbsenceDialog
          absence={absence}
          mayRemove={above.mayEdit && isTheirs(absence.userId)}
          onClose={above.closeTask}
          onRemoved={reading.reload}
        />
      ) : null}
    </>
  );
}

function meetingOf({ id, title, invited }: CalendarTask): Untold {
  return { id, title: title ?? '', count: invited };
}

function typeName(types: readonly TaskType[], code: string | null, language: 'pl' | 'en'): string {
  const found = types.find((type) => type.code === code);
  return found ? (language === 'pl' ? found.namePl : found.nameEn) : (code ?? '');
}
