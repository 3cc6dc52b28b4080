/** One event on its way to one consumer. */
export type QueuedEvent = {
  /** The same for a repetition of the same change, which the queue then takes once. */
  readonly id: string;
  /** Events of one group are handed out one after the other, in the order in which they came. */
  readonly group: string;
  readonly body: string;
};

/** A queue for each consumer, in order within an act. */
export interface Queues<Name extends string> {
  /**
   * Hands the events over. Answers the ids of those that were not taken, for the caller to bring again.
   * @throws when it is not known what was taken
   */
  send(queue: Name, events: readonly QueuedEvent[]): Promise<readonly string[]>;
}
