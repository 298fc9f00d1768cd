import { useRef, useState } from 'react';
import type { CalendarTask } from '../../../db/calendar.ts';
import { awayOn } from '../../../domain/calendar/away.ts';
import { fromWall, shiftWall, toWall } from '../../../domain/calendar/wall.ts';
import { sayAway } from '../../components/away-notice.tsx';
import type { Clash } from '../../../db/clashes.ts';
import { clashesPath } from '../../components/clash-notice.tsx';
import { sayClashes } from '../../components/say-clashes.ts';
import { call, Refused } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useViewer } from '../../components/viewer.ts';
import { useWords } from '../../components/words.ts';
import { titleOf } from './content.ts';
import { peopleOf, placeOf, withoutHour, type Column, type Place } from './columns.ts';
import type { CalendarReading } from './use-calendar.ts';

/** One of many that a hand has moved, and where to. */
export type Moving = { readonly task: CalendarTask; readonly place: Place };

/** Hands of the clock that moved: the start, and with it or apart from it the end. */
export type Hands = { readonly start: number; readonly end: number };

export type Moves = {
  /** Moves at once, says so with a way back, and takes it back by itself when the server refuses. */
  move(task: CalendarTask, place: Place): Promise<void>;
  /** As the hand moved it on the wall. */
  moveHands(task: CalendarTask, hands: Hands, column?: Column): Promise<void>;
  /** A task that now ends after its deadline: the panel says what that means (rule 29). */
  readonly beyond: CalendarTask | undefined;
  settle(): void;
  /** A meeting that others were invited to: whether they are told is asked (rule 32). */
  readonly asking: CalendarTask | undefined;
  ask(task: CalendarTask | undefined): void;
  /** One of many that was moved: how far it goes is asked before anything is written (rule 33). */
  readonly oneOfMany: Moving | undefined;
  moveThis(): void;
  leave(): void;
};

/** Changes by hand, each once: a second one waits for the version of the first. */
export function useMoves({ absences = [], show, settle, reload }: CalendarReading): Moves {
  const words = useWords();
  const { timeZone } = useViewer();
  const toast = useToast();
  const [beyond, setBeyond] = useState<CalendarTask>();
  const [asking, setAsking] = useState<CalendarTask>();
  const [oneOfMany, setOneOfMany] = useState<Moving>();
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const versions = useRef(new Map<string, number>());
  const waiting = useRef(new Map<string, number>());

  const write = (task: CalendarTask, place: Place) => {
    const count = (by: number) => {
      const left = (waiting.current.get(task.id) ?? 0) + by;
      waiting.current.set(task.id, left);
      return left;
    };
    count(1);
    const work = queue.current.then(async () => {
      const { ownerId, resources, ...change } = place;
      let version = Math.max(versions.current.get(task.id) ?? 0, task.version);
      // Its owner, its time and what is booked in one: refused, all stay as they were.
      const wanted = {
        ...change,
        ...(ownerId && ownerId !== task.ownerId ? { receiver: { ownerId } } : {}),
        ...(resources ? { resourceIds: resources } : {}),
      };
      if (Object.keys(wanted).length > 0) {
        ({ version } = await call<{ version: number }>('PATCH', `/tasks/${task.id}`, { version, change: wanted }));
      }
      versions.current.set(task.id, version);
      return version;
    });
    // A later change is already on the wall: the answer to an earlier one must not draw it back.
    queue.current = work.then(
      (version) => void (count(-1) === 0 && settle(task.id, version)),
      () => void count(-1),
    );
    return work;
  };
  const moveOne = async (task: CalendarTask, wanted: Place) => {
    const place = withoutHour(task, wanted);
    const moved = { ...task, ...place };
    const before = Object.fromEntries(Object.keys(place).map((key) => [key, task[key as keyof Place]])) as Place;
    show(task.id, { ...place, ...peopleOf(task, place) });
    try {
      await write(task, place);
      const clashes = await clashesOf(moved);
      const what = { what: titleOf(task, words), when: words.moment((moved.plannedAt ?? moved.dueAt)!) };
      const said = words.t('calendar.moved', what);
      const on = toWall((moved.plannedAt ?? moved.dueAt)!, timeZone).slice(0, 10);
      const away = awayOn(absences, { userId: moved.ownerId, on });
      const warnings = [
        ...(clashes.length > 0 ? [sayClashes(clashes, words)] : []),
        ...(away ? [sayAway(away, words)] : []),
      ];
      toast([said, ...warnings].join(' '), { undo: () => void takeBack({ ...moved }, before) });
      if (task.invited > 0) setAsking(moved);
      if (moved.plannedAt && moved.dueAt && endOf(moved) > Date.parse(moved.dueAt)) {
        setBeyond({ ...moved, version: versions.current.get(task.id)! });
      }
    } catch (error) {
      refuse(task, error);
    }
  };
  const takeBack = async (moved: CalendarTask, before: Place) => {
    show(moved.id, { ...before, ...peopleOf(moved, before) });
    setBeyond(undefined);
    setAsking(undefined);
    await write(moved, before).catch((error: unknown) => refuse(moved, error));
    // Whoever was to be told of the move is told of nothing now: what waits is taken back.
    if (moved.invited > 0) await call('POST', `/tasks/${moved.id}/invitations`).catch(() => undefined);
  };
  const refuse = (task: CalendarTask, error: unknown) => {
    if (!(error instanceof Refused)) throw error;
    show(task.id, undefined);
    toast(error.message, { tone: 'red' });
    reload();
  };
  const move = async (task: CalendarTask, place: Place) => {
    if (task.recurrenceId === null || place.resources) return moveOne(task, place);
    show(task.id, place);
    setOneOfMany({ task, place });
  };
  return {
    move,
    moveHands: (task, hands, column = {}) => move(task, { ...moved(task, hands, timeZone), ...placeOf(task, column) }),
    beyond,
    settle: () => setBeyond(undefined),
    asking,
    ask: setAsking,
    oneOfMany,
    moveThis: () => {
      setOneOfMany(undefined);
      void moveOne(oneOfMany!.task, oneOfMany!.place);
    },
    leave: () => {
      show(oneOfMany!.task.id, undefined);
      setOneOfMany(undefined);
      reload();
    },
  };
}

/** In milliseconds. */
export function endOf({ plannedAt, durationMinutes }: CalendarTask): number {
  return Date.parse(plannedAt!) + durationMinutes * 60_000;
}

/** A task with a time moves its plan (rule 29); one without stands at its deadline, and that is what moves. */
function moved(task: CalendarTask, { start, end }: Hands, timeZone: string): Place {
  if (!task.plannedAt) return { dueAt: fromWall(shiftWall(toWall(task.dueAt!, timeZone), start), timeZone) };
  const was = toWall(task.plannedAt, timeZone);
  return {
    ...(start === 0 ? {} : { plannedAt: fromWall(shiftWall(was, start), timeZone) }),
    ...(start === end ? {} : { durationMinutes: Math.max(5, task.durationMinutes + end - start) }),
  };
}

/** Whose time it takes twice now; where that cannot be told, it has moved all the same. */
async function clashesOf({
  id,
  ownerId,
  userIds,
  plannedAt,
  durationMinutes,
}: CalendarTask): Promise<readonly Clash[]> {
  const at = plannedAt ? [plannedAt] : [];
  const path = clashesPath({ people: [ownerId, ...userIds], at, minutes: durationMinutes, except: id });
  if (!path) return [];
  return call<{ rows: Clash[] }>('GET', path).then(
    ({ rows }) => rows,
    () => [],
  );
}
