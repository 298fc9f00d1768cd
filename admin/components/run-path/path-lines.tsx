import React, { useId } from 'react';
import { useWords } from '../words.ts';
import type { RunPath } from '../../../db/run-path.ts';
import type { PathWay } from '../../../domain/scenario/path.ts';
import { sizes } from './sizes.ts';
import { namesOf } from './way-name.ts';

/** The lines between the steps, and beside those that are a choice what leads along them. */
export function PathLines({ path }: { readonly path: RunPath }) {
  const words = useWords();
  const arrow = useId();
  const steps = new Map(path.steps.map((step) => [step.id, step]));
  const outOf = Map.groupBy(path.ways, ({ from }) => from);
  // What was taken is drawn last: above the rest.
  const ways = path.ways.filter(({ from, to }) => from !== to).toSorted((a, b) => Number(a.taken) - Number(b.taken));
  return (
    <svg
      className="path-lines"
      aria-hidden="true"
      width={path.width * sizes.step}
      height={path.rows * sizes.row - sizes.gap}
    >
      <defs>
        {['taken', 'plain'].map((look) => (
          <marker
            key={look}
            id={`${arrow}-${look}`}
            className={look}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            orient="auto"
            markerWidth="7"
            markerHeight="7"
            markerUnits="userSpaceOnUse"
          >
            <path d="M0 0L8 4L0 8z" />
          </marker>
        ))}
      </defs>
      {ways.map((way) => {
        const ends = { from: steps.get(way.from)!, to: steps.get(way.to)! };
        const passed = ends.to.state === 'passed' || ends.from.state === 'passed';
        const look = [way.taken ? 'taken' : '', way.back ? 'back' : '', passed ? 'passed' : '']
          .filter(Boolean)
          .join(' ');
        const anchors = anchorsOf(way, ends);
        // What leads out of a step that was passed over is said in the list alone: its lines run beside those that matter.
        const named = outOf.get(way.from)!.length > 1 && !way.back && ends.from.state !== 'passed';
        return (
          <g key={`${way.from} ${way.to}`} className={look}>
            <path d={curve(anchors)} markerEnd={`url(#${arrow}-${way.taken ? 'taken' : 'plain'})`} />
            {named ? <Label text={shortOf(namesOf(way, ends.from.kind, words))} at={anchors} /> : null}
          </g>
        );
      })}
    </svg>
  );
}

type Anchor = readonly [x: number, y: number];
type Placed = { readonly row: number; readonly x: number };

const BACK_ASIDE = 0.32;
const HALF_BEND = 0.15;

/** From the lower edge of a step to the upper edge of the next; backward the other way round, a little aside. */
function anchorsOf({ through, back }: PathWay, { from, to }: { readonly from: Placed; readonly to: Placed }): Anchor[] {
  const middle = back ? 0.5 + BACK_ASIDE : 0.5;
  const x = (place: Placed, half: number) => (place.x + half) * sizes.step;
  const top = ({ row }: Placed) => row * sizes.row;
  const bottom = (place: Placed) => top(place) + sizes.height;
  const [leave, arrive] = back ? [top, bottom] : [bottom, top];
  return [
    [x(from, middle), leave(from)],
    ...through.flatMap((point): Anchor[] => [
      [x(point, HALF_BEND), arrive(point)],
      [x(point, HALF_BEND), leave(point)],
    ]),
    [x(to, middle), arrive(to)],
  ];
}

function curve(anchors: readonly Anchor[]): string {
  const [[x, y], ...rest] = anchors as [Anchor, ...Anchor[]];
  let before: Anchor = [x, y];
  const parts = rest.map((point, at) => {
    const middle = (before[1] + point[1]) / 2;
    // Every second stretch passes a row straight.
    const part =
      at % 2 === 1 ? `V${point[1]}` : `C${before[0]} ${middle} ${point[0]} ${middle} ${point[0]} ${point[1]}`;
    before = point;
    return part;
  });
  return `M${x} ${y}${parts.join('')}`;
}

const MOST_LETTERS = 15;

/** The first of several, with how many more there are: the list that is read aloud names all. */
function shortOf([first = '', ...more]: readonly string[]): string {
  const most = MOST_LETTERS - (more.length > 0 ? 3 : 0);
  const short = first.length > most ? `${first.slice(0, most - 1).trimEnd()}…` : first;
  return more.length > 0 ? `${short} +${more.length}` : short;
}

function Label({ text, at }: { readonly text: string; readonly at: readonly Anchor[] }) {
  const [[x0, y0], [x1, y1]] = at as [Anchor, Anchor, ...Anchor[]];
  return (
    <text x={x0 + (x1 - x0) * 0.72} y={y0 + (y1 - y0) * 0.62} textAnchor="middle">
      {text}
    </text>
  );
}
