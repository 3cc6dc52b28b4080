import type { FormTokens, ShownRefusal, Site } from "../views.ts";
import type { ServiceCheck } from "./service-checks.ts";

export type ServiceStatusProps = {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly checks: readonly ServiceCheck[];
  readonly mayMend: boolean;
  /** Counts end here. */
  readonly most: number;
  /** How many events were put forward by the button. */
  readonly retried?: number | undefined;
};

export type UndeliveredItem = {
  readonly event: string;
  readonly target: string;
  readonly channel: "mail" | "webhook";
  readonly state: "FAILED" | "WAITING" | "GIVEN_UP";
  readonly actId: string;
  readonly subject: string;
  readonly to: string;
  readonly kind: string;
  readonly status: string;
  readonly attempts: number;
  readonly at: string;
};

export type UndeliveredProps = {
  readonly site: Site;
  readonly forms: FormTokens;
  readonly items: readonly UndeliveredItem[];
  readonly next: string | null;
  readonly isFirst: boolean;
  readonly mayMend: boolean;
  readonly entries: readonly {
    readonly what: "retried" | "resolved" | "outbox-retried";
    readonly by: string;
    readonly at: string;
    readonly actId?: string | undefined;
    readonly about?: string | undefined;
    readonly reason?: string | undefined;
  }[];
  readonly done?: "ritentato" | "risolto" | "niente" | undefined;
  readonly refusal?: ShownRefusal | undefined;
  /** The delivery that was refused, and the reason that was written for it. */
  readonly about?: string | undefined;
  readonly reason?: string | undefined;
};
