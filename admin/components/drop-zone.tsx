import React, { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { Problem } from './field.tsx';
import { Icon } from './icon.tsx';
import { Refused, useRead } from './read.ts';
import { sendFile } from './send-file.ts';
import { useToast } from './toast.tsx';
import { useWords } from './words.ts';
import type { FileCategory } from '../../db/file-page.ts';

type Sent = {
  /** Where the bytes go; the name is added to its query. */
  readonly path: string;
  /** Ids of what was kept, where the address answers with one. */
  readonly onDone: (ids: readonly string[]) => void;
  /** Some are on their way; none are, once `onDone` has told of the last. */
  readonly onBusy?: (busy: boolean) => void;
};
/** They are sent by the form that they are chosen in. */
type Picked = { readonly onPick: (files: readonly File[]) => void };
type DropZoneProps = (Sent | Picked) & { readonly several?: boolean; readonly hint?: string };

type Sending = { readonly name: string; readonly problem?: string };

/** Files are dropped here or chosen; each that is refused says why and keeps its line until the next try. */
export function DropZone({ several = false, hint, ...what }: DropZoneProps) {
  const { t } = useWords();
  const toast = useToast();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const { value: limits } = useRead<{ rows: FileCategory[]; mostBytes: number }>('/file-categories');

  const send = async (files: readonly File[]) => {
    const chosen = several ? files : files.slice(0, 1);
    if ('onPick' in what) {
      pick(chosen, what);
      return;
    }
    const lines = chosen.map(({ name }): Sending => ({ name }));
    // Others may be on their way still: they keep their lines.
    setSending((left) => [...left.filter(({ problem }) => !problem), ...lines]);
    const ids: string[] = [];
    let kept = 0;
    for (const [at, file] of chosen.entries()) {
      const { id, problem } = await sendOne(what.path, file);
      if (!problem) kept++;
      if (id) ids.push(id);
      const said = problem ? [{ name: file.name, problem }] : [];
      setSending((left) => left.flatMap((line) => (line === lines[at] ? said : [line])));
    }
    if (kept > 0) {
      toast(t('files.kept', { count: kept }), { tone: 'green' });
      what.onDone(ids);
    }
    if (input.current) input.current.value = '';
  };
  /** Asked here as well, so that nobody waits for two gigabytes to be refused. */
  const tooLarge = ({ name, size }: File) =>
    limits && size > limits.mostBytes
      ? t('files.too large', { name, count: Math.round(limits.mostBytes / 1024 / 1024) })
      : undefined;
  const pick = (chosen: readonly File[], { onPick }: Picked) => {
    setSending(
      chosen.flatMap((file) => {
        const problem = tooLarge(file);
        return problem ? [{ name: file.name, problem }] : [];
      }),
    );
    onPick(chosen.filter((file) => !tooLarge(file)));
    if (input.current) input.current.value = '';
  };
  const sendOne = async (path: string, file: File): Promise<{ readonly id?: string; readonly problem?: string }> => {
    const problem = tooLarge(file);
    if (problem) return { problem };
    try {
      const id = await sendFile(path, file);
      return id ? { id } : {};
    } catch (error) {
      if (error instanceof Refused) return { problem: error.message };
      throw error;
    }
  };
  const waiting = sending.filter(({ problem }) => problem === undefined);
  const isBusy = waiting.length > 0;
  const onBusy = 'onBusy' in what ? what.onBusy : undefined;
  useEffect(() => {
    if (!isBusy) return;
    onBusy?.(true);
    return () => onBusy?.(false);
  }, [isBusy]);
  return (
    <div
      className={over ? 'drop-zone over' : 'drop-zone'}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void send([...event.dataTransfer.files]);
      }}
    >
      <div className="bar">
        <Icon name="file" />
        <span className="second">{hint ?? t(several ? 'files.drop' : 'files.drop version')}</span>
        <Button size="small" icon="plus" busy={isBusy} onClick={() => input.current?.click()}>
          {t(several ? 'files.choose' : 'files.choose version')}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          multiple={several}
          aria-label={t('files.choose')}
          onChange={(event) => void send([...(event.target.files ?? [])])}
        />
      </div>
      {isBusy ? (
        <p className="small second" role="status">
          {t('files.sending', { name: waiting[0]!.name, count: waiting.length })}
        </p>
      ) : null}
      {sending.map(({ name, problem }) => (problem ? <Problem key={name}>{problem}</Problem> : null))}
    </div>
  );
}
