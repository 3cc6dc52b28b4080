import { qrRuns } from "../../shared/pdf/qr.ts";
import type { DeskEnrolment } from "../../shared/workflow/index.ts";
import type { EnrolmentView } from "../../web/access-views.ts";

/** An enrolment with its QR code, drawn by the page itself: the key goes to nobody else and into no file. */
export const enrolmentView = ({ state, pending }: DeskEnrolment): EnrolmentView => ({
  state,
  pending: pending && { ...pending, qr: qrRuns(pending.address) },
});
