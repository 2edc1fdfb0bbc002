type Listener<T> = (payload: T) => void;

/** Typed listeners. One that throws does not stop the others; its error is reported as uncaught. */
export class Listeners<Events extends object> {
  readonly #all = new Map<keyof Events, Set<Listener<never>>>();

  /** @returns a function that removes the listener */
  on<K extends keyof Events>(name: K, listener: Listener<Events[K]>): () => void {
    const listeners = this.#all.get(name) ?? new Set();
    this.#all.set(name, listeners.add(listener));
    return () => this.off(name, listener);
  }

  off<K extends keyof Events>(name: K, listener: Listener<Events[K]>): void {
    this.#all.get(name)?.delete(listener);
  }

  emit<K extends keyof Events>(name: K, payload: Events[K]): void {
    for (const listener of this.#all.get(name) ?? []) {
      try {
        (listener as Listener<Events[K]>)(payload);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear(): void {
    this.#all.clear();
  }
}
