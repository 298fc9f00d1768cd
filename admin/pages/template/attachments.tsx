import React, { useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { useToast } from '../../components/toast.tsx';
import { useWords } from '../../components/words.ts';
import type { Attached } from '../../../db/template-attachments.ts';
import type { Attachment } from '../../../db/templates.ts';

type AttachmentsProps = {
  readonly templateId: string;
  /** The version of the template that is open. */
  readonly seen: number;
  readonly attachments: readonly Attachment[];
  readonly mayEdit: boolean;
  readonly onChange: (attached: Attached) => void;
};

/** Files that go with every mail of the template. Each change is saved at once, as a version of its own. */
export function Attachments({ templateId, seen, attachments, mayEdit, onChange }: AttachmentsProps) {
  const { t, number } = useWords();
  const toast = useToast();
  const { run, busy, refused } = useAction();
  const input = useRef<HTMLInputElement>(null);
  const at = `/templates/${templateId}/attachments`;
  const change = (work: () => Promise<Attached>, said: string) =>
    void run(async () => {
      onChange(await work());
      toast(said);
    });
  const add = (file: File | undefined) => {
    if (!file) return;
    const query = new URLSearchParams({ name: file.name, version: String(seen) });
    const body = new Blob([file], { type: 'application/octet-stream' });
    change(() => call<Attached>('POST', `${at}?${query}`, body), t('templates.attached', { name: file.name }));
  };
  const remove = ({ id, fileName }: Attachment) =>
    change(() => call<Attached>('DELETE', `${at}/${id}?version=${seen}`), t('templates.detached', { name: fileName }));
  return (
    <Card
      title={t('templates.attachments')}
      actions={
        mayEdit ? (
          <>
            <input
              ref={input}
              type="file"
              className="unseen"
              tabIndex={-1}
              aria-label={t('templates.attach')}
              onChange={(event) => {
                add(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
            <Button size="small" icon="plus" busy={busy} onClick={() => input.current?.click()}>
              {t('templates.attach')}
            </Button>
          </>
        ) : null
      }
    >
      <Problem>{refused?.message}</Problem>
      {attachments.length === 0 ? <p className="second">{t('templates.no attachments')}</p> : null}
      <ul className="template-attachments">
        {attachments.map((one) => (
          <li key={one.id}>
            <a className="link" href={`/api/v1/templates/attachments/${one.id}`} download>
              {one.fileName}
            </a>
            <span className="second">{t('templates.kilobytes', { count: number(Math.ceil(one.bytes / 1024)) })}</span>
            {mayEdit ? (
              <Button
                kind="quiet"
                size="small"
                icon="trash"
                label={t('templates.detach', { name: one.fileName })}
                disabled={busy}
                onClick={() => remove(one)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
