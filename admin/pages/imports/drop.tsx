import React, { useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Button } from '../../components/button.tsx';
import { Problem } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { Card } from '../../components/page.tsx';
import { call, useAction } from '../../components/read.ts';
import { useWords } from '../../components/words.ts';

/** Takes a file by choosing it or by dropping it. */
export function Drop() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { run, busy, refused } = useAction();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const upload = (file: File | undefined) => {
    if (!file || busy) return;
    void run(async () => {
      const body = file.slice(0, file.size, 'application/octet-stream');
      const { id } = await call<{ id: string }>('POST', `/imports?name=${encodeURIComponent(file.name)}`, body);
      navigate(`/admin/import/${id}`);
    });
  };
  return (
    <Card className="import-place">
      <div
        className={over ? 'import-drop over' : 'import-drop'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          upload(event.dataTransfer.files[0]);
        }}
      >
        <Icon name="file" size={24} />
        <p className="strong">{t('import.drop')}</p>
        <p className="second small">{t('import.drop text')}</p>
        <input
          ref={input}
          type="file"
          className="unseen"
          accept=".xlsx,.csv,.txt,.tsv"
          aria-label={t('import.choose')}
          tabIndex={-1}
          onChange={(event) => upload(event.target.files?.[0])}
        />
        <Button kind="main" size="big" busy={busy} onClick={() => input.current?.click()}>
          {busy ? t('import.loading') : t('import.choose')}
        </Button>
      </div>
      <Problem>{refused?.message}</Problem>
    </Card>
  );
}
