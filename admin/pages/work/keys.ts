/** Keys of work mode: single ones only outside fields, so that ą ć ę ł ń ó ś ź ż are typed as ever (rule 37). */
import { useEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, () => void>>;

/** Lower-case letters, digits and `Enter`. Not heard in fields, in dialogs, with modifiers, AltGraph or while composing. */
export function useSingleKeys(keys: Keys, on = true): void {
  useKeyDown((event) => {
    if (!on || !singleKeysOn() || isBusyElsewhere(event) || isModified(event)) return;
    if (event.key === 'Enter' && isPressable(event.target)) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

export type Commands = { readonly save: () => void; readonly undo: () => void; readonly leave: () => void };

/** Ctrl+Enter everywhere, Ctrl+Z outside fields; Esc leaves the field first, then work. */
export function useCommands({ save, undo, leave }: Commands): void {
  useKeyDown((event) => {
    if (event.isComposing || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    const control = (event.ctrlKey || event.metaKey) && !event.altKey && !event.getModifierState('AltGraph');
    if (control && event.key === 'Enter') return act(event, save);
    if (control && event.key.toLowerCase() === 'z' && !isField(event.target)) return act(event, undo);
    if (event.key !== 'Escape') return;
    if (isField(event.target)) return act(event, () => (event.target as HTMLElement).blur());
    act(event, leave);
  });
}

function act(event: KeyboardEvent, what: () => void): void {
  event.preventDefault();
  what();
}

function useKeyDown(heard: (event: KeyboardEvent) => void): void {
  const latest = useRef(heard);
  latest.current = heard;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => latest.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function isBusyElsewhere({ target }: KeyboardEvent): boolean {
  return isField(target) || document.querySelector('dialog[open]') !== null;
}

function isModified(event: KeyboardEvent): boolean {
  return (
    event.ctrlKey ||
    event.altKey ||
    event.metaKey ||
    event.isComposing ||
    event.repeat ||
    event.getModifierState('AltGraph')
  );
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
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
