import React, { Suspense, lazy } from 'react';
import type { Dictionary } from '../components/words.ts';
import './mark-requests.ts';

type FrameChunk = { default: React.ComponentType; start(dictionary: Dictionary): void };

/** All that AdminJS's own script loads of ours: the frame comes as a chunk, with the words of one language. */
const Frame = lazy(async () => {
  const { chunks, viewer } = window.NURT;
  const [frame, words] = await Promise.all([
    import(chunks['frame']!) as Promise<FrameChunk>,
    import(chunks[viewer.language]!) as Promise<{ dictionary: Dictionary }>,
  ]);
  frame.start(words.dictionary);
  return frame;
});

export default function Application() {
  return (
    <Suspense fallback={null}>
      <Frame />
    </Suspense>
  );
}
