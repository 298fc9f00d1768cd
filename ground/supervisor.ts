/**
 * Starts the parts of Nurt, each under a guard in a process group of its own, starts again what dies, and stops all in
 * order. When the supervisor itself dies, however that happens, the guards stop everything.
 */
import { writePartsFile, type PartState } from './parts.ts';
import { superviseOne, type Part, type PartSpec, type Surroundings } from './supervised-part.ts';

export type Supervisor = {
  /** Starts a part and waits until it is ready. Throws `part.failed` when it keeps dying or is never ready. */
  readonly start: (spec: PartSpec) => Promise<void>;
  /** Stops every part, the latest wave first, the parts of one wave together. */
  readonly stop: () => Promise<void>;
  /** Stops one part, and it stays stopped. */
  readonly stopPart: (name: string) => Promise<void>;
  readonly parts: () => readonly PartState[];
};

export type { PartSpec } from './supervised-part.ts';

/** `run` and `logs` are folders that exist; `nonce` is carried by everything that is started. */
export function createSupervisor(options: Omit<Surroundings, 'changed'>): Supervisor {
  const parts = new Map<string, Part>();
  let writing = true;
  let stopping = false;

  const states = () => [...parts.values()].map((part) => part.state());
  const changed = () => {
    if (!writing) return;
    try {
      writePartsFile(options.run, { nonce: options.nonce, parts: states() });
    } catch {
      // A full disk must not take the parts down; the file is news, not truth.
    }
  };

  return {
    async start(spec) {
      if (stopping) throw new Error(`${spec.name} is not started: everything is being stopped`);
      const part = superviseOne(spec, { ...options, changed });
      parts.set(spec.name, part);
      await part.ready();
    },
    async stop() {
      stopping = true;
      const waves = [...new Set([...parts.values()].map((part) => part.spec.wave))].sort((a, b) => b - a);
      for (const wave of waves) {
        await Promise.all([...parts.values()].filter((part) => part.spec.wave === wave).map((part) => part.stop()));
      }
      writing = false;
    },
    async stopPart(name) {
      await parts.get(name)?.stop();
    },
    parts: states,
  };
}
