import {
  ArrowLeftRight,
  CircleArrowRight,
  CircleCheckBig,
  ClipboardPen,
  Crosshair,
  Flag,
  Gift,
  HandCoins,
  Handshake,
  Headset,
  LifeBuoy,
  Mail,
  Merge,
  MessageCircle,
  MessageSquareText,
  Mic,
  Milestone,
  Phone,
  Presentation,
  ReceiptText,
  Shapes,
  Share2,
  Sprout,
  UsersRound,
} from "lucide-react";
import type { ComponentType, ReactNode, SVGProps } from "react";
import type { TimelineKind } from "@/lib/customers/timeline";
import type { InteractionKind, Role } from "@/lib/generated/prisma/enums";

type Icon = ComponentType<SVGProps<SVGSVGElement>>;

const INTERACTIONS: Record<InteractionKind, Icon> = {
  call: Phone,
  visit: Handshake,
  email: Mail,
  chat: MessageCircle,
  meeting: UsersRound,
  demo: Presentation,
  note: ClipboardPen,
  service: Headset,
};

/** Beside a word or with one read out; never alone. */
export function InteractionIcon({ kind, ...rest }: { kind: InteractionKind } & SVGProps<SVGSVGElement>): ReactNode {
  const Found = INTERACTIONS[kind];
  return <Found aria-hidden {...rest} />;
}

const EVENTS: Record<Exclude<TimelineKind, "interaction">, Icon> = {
  order: ReceiptText,
  answer: MessageSquareText,
  case: LifeBuoy,
  deal: HandCoins,
  offer: Gift,
  promise: Flag,
  task: CircleCheckBig,
  plan: Milestone,
  interview: Mic,
  lifecycle: CircleArrowRight,
  segment: Shapes,
  handover: ArrowLeftRight,
  share: Share2,
  merge: Merge,
};

export function EventIcon({ kind }: { kind: Exclude<TimelineKind, "interaction"> }): ReactNode {
  const Found = EVENTS[kind];
  return <Found aria-hidden />;
}

/** Hunters and farmers are told apart by a sign; others by their word alone. */
export function RoleIcon({ role }: { role: Role }): ReactNode {
  if (role === "farmer") return <Sprout aria-hidden className="size-3.5" />;
  if (role === "hunter") return <Crosshair aria-hidden className="size-3.5" />;
  return null;
}
