/** Single keys as commands: only outside fields, so that ą ć ę ł ń ó ś ź ż are typed as ever (rule 37). */
import { useLayoutEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, () => void>>;

/** Lower-case letters, digits, signs and `Enter`. Not heard in fields, under what is open, with modifiers or while composing. */
export function useSingleKeys(keys: Keys, on = true): void {
  useKeyDown((event) => {
    if (!on || event.repeat || !hearsSingleKey(event)) return;
    if (event.key === 'Enter' && isPressable(event.target)) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

/** Whether a key was pressed as a command. */
export function hearsSingleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || isModified(event) || !singleKeysOn()) return false;
  return !isField(event.target) && !isCovered();
}

/** Whether something lies above the page that Esc closes: a dialog, a menu, the month of a date. */
export function isCovered(): boolean {
  return document.querySelector('dialog[open], :popover-open') !== null;
}

export function useKeyDown(heard: (event: KeyboardEvent) => void): void {
  const latest = useRef(heard);
  latest.current = heard;
  // With what is drawn, not a moment later: a key pressed in between went to the customer before, and was lost.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => latest.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** Something that is typed into. The box that chooses a row is none: from it one walks on by keys. */
export function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('.pick-box')) return false;
  return target.closest('input, textarea, select, [contenteditable]') !== null;
}

function isModified(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.getModifierState('AltGraph');
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary') !== null;
}

const STORED = 'nurt.single keys';

/** Whether this browser's owner wants single keys. */
export function singleKeysOn(): boolean {
  return localStorage.getItem(STORED) !== 'off';
}

export function switchSingleKeys(on: boolean): void {
  localStorage.setItem(STORED, on ? 'on' : 'off');
}
