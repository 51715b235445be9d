/** Whoever waits before a screen goes first: programs and long work of this process let what people ask for pass. */
export class PeopleFirst {
  private asked = 0;
  private readonly waiting = new Set<() => void>();

  /** Somebody waits for an answer, until what is returned is called. */
  begin(): () => void {
    this.asked++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      if (--this.asked === 0) for (const goOn of this.waiting) goOn();
    };
  }

  /** Waits until nobody waits for an answer, that many milliseconds at the most: much used, a portal is never quiet. */
  async quiet(longest: number): Promise<void> {
    if (this.asked === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, longest);
    this.waiting.add(resolve);
    await promise;
    clearTimeout(timer);
    this.waiting.delete(resolve);
  }
}
