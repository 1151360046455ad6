//! The closed lists of the door, each with its stable word for files, JSON and text keys.

/// An enum whose members each have one stable kebab-case word.
macro_rules! worded {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $member:ident = $word:literal,)+ }) => {
        $(#[$outer])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$inner])* $member,)+ }

        impl $name {
            /// All members, in order.
            pub const ALL: &'static [$name] = &[$($name::$member,)+];

            /// The stable word.
            pub fn word(self) -> &'static str {
                match self { $($name::$member => $word,)+ }
            }

            /// The member with this word.
            pub fn from_word(word: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|m| m.word() == word)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

worded! {
    /// What to do at the door; the gravest one met on the way is the visit's.
    Outcome {
        /// The talk may go on.
        Continue = "continue",
        /// Something has to be checked first.
        Verify = "verify",
        /// End the talk.
        End = "end",
        /// Leave the door and call 110.
        Call110 = "call-110",
    }
}

worded! {
    /// A thing to be shown, or to be compared with the case.
    Item {
        /// Name, employer and staff number on a work card.
        Identity = "identity",
        /// The face on the card is the face at the door.
        SameFace = "same-face",
        /// The creditor's written mandate to an agency.
        Mandate = "mandate",
        /// It bears the creditor's own seal.
        MandateSealOfCreditor = "mandate-seal-of-creditor",
        /// The day of the visit lies within its term.
        MandateInDate = "mandate-in-date",
        /// It names the person at the door.
        MandateNamesVisitor = "mandate-names-visitor",
        /// It says for which creditor, which loan and what for.
        MandateScope = "mandate-scope",
        /// The borrower knows the creditor they name.
        CreditorRecognised = "creditor-recognised",
        /// The number of the loan, on paper.
        LoanNumber = "loan-number",
        /// An itemised amount, on paper.
        Amount = "amount",
        /// The lender's own line confirms the visit.
        CalledBack = "called-back",
        /// For somebody from a law firm: the licence to practise.
        LawyerLicence = "lawyer-licence",
        /// For somebody from a court: the case number, confirmed by the court.
        CaseNumber = "case-number",
        /// For somebody from the police: the certificate, confirmed by 110.
        PoliceCertificate = "police-certificate",
        /// The lender they name stands in the case.
        CreditorInCase = "creditor-in-case",
        /// The tail of the loan number stands in the case.
        LoanNumberInCase = "loan-number-in-case",
        /// The amount is one the case has reconciled.
        AmountInCase = "amount-in-case",
        /// The agency stands on the list the lender publishes.
        AgencyListed = "agency-listed",
        /// The company code they showed has the check characters such a code has.
        CompanyCode = "company-code",
    }
}

worded! {
    /// What became of an item. The order is from best to worst: of two, the worse stands.
    ItemResult {
        /// Not reached, or passed over.
        NotAsked = "not-asked",
        /// There is nothing to compare it with (no case, a sealed case, nothing noted).
        NotChecked = "not-checked",
        /// Shown, and nothing spoke against it. Not the same as proved.
        Shown = "shown",
        /// Shown in part, unreadable, or unsettled.
        Unclear = "unclear",
        /// Not shown although asked for.
        Refused = "refused",
        /// What was shown or said does not fit.
        Contradicts = "contradicts",
    }
}

worded! {
    /// What the papers and the behaviour add up to.
    Verdict {
        /// What was asked for was shown, and the lender's own line confirmed it.
        Consistent = "consistent",
        /// Something was not shown, not asked or not settled.
        Incomplete = "incomplete",
        /// Something shown or said does not fit.
        Contradicts = "contradicts",
        /// Behaviour at the door decides; papers no longer matter.
        LeaveAndCall110 = "leave-and-call-110",
    }
}

worded! {
    /// Whom the visitors say they are.
    VisitorRole {
        /// From the lender or platform itself.
        Lender = "lender",
        /// From a collection agency.
        Agency = "agency",
        /// From a law firm.
        LawFirm = "law-firm",
        /// From a court.
        Court = "court",
        /// From the police.
        Police = "police",
        /// A mediator.
        Mediator = "mediator",
        /// Residents' or village committee, property management.
        Committee = "committee",
        /// A courier.
        Courier = "courier",
        /// A security guard who comes about the debt.
        Guard = "guard",
        /// Did not say, or not clearly.
        Unknown = "unknown",
    }
}

worded! {
    /// Who was at home; the words are those of the evidence log's `target`.
    Host {
        /// The borrower.
        Borrower = "borrower",
        /// Somebody of the family, or who lives there.
        Family = "family",
    }
}

worded! {
    /// What the visitors asked for.
    Demand {
        /// To hand over a notice.
        HandOver = "hand-over",
        /// To talk.
        Talk = "talk",
        /// To come in.
        Enter = "enter",
        /// A signature, fingerprint or filmed statement.
        Sign = "sign",
        /// Money now, and they did not say in which way.
        PayNow = "pay-now",
        /// Money now, in cash.
        PayCash = "pay-cash",
        /// Money now, by a QR code of theirs.
        PayScan = "pay-scan",
        /// Money now, to a person's account.
        PayPrivate = "pay-private",
        /// Money now, to a company account that is not the one agreed.
        PayOther = "pay-other",
        /// Money now, in the lender's own app or to the account agreed.
        PayOfficial = "pay-official",
        /// Identity card, phone, bank card, codes or keys.
        Documents = "documents",
        /// To film or photograph the home or people.
        Photograph = "photograph",
        /// Relatives are to pay or to stand surety.
        Relatives = "relatives",
        /// To take things away.
        TakeGoods = "take-goods",
    }
}

impl Demand {
    /// Is it a demand for money in one named way?
    pub fn is_a_way_to_pay(self) -> bool {
        use Demand::{PayCash, PayOfficial, PayOther, PayPrivate, PayScan};
        matches!(
            self,
            PayCash | PayScan | PayPrivate | PayOther | PayOfficial
        )
    }
}

worded! {
    /// In which of the trade's ways the borrower was reached; the first is a visit, the others come
    /// before one.
    Occasion {
        /// Somebody is at the door.
        AtDoor = "at-door",
        /// A call that wants to agree a visit or a talk.
        Phone = "phone",
        /// A message that invites to one.
        Message = "message",
        /// A paper that invites to one.
        Paper = "paper",
    }
}

worded! {
    /// What kind of thing follows from a visit.
    FollowUpKind {
        /// To be photographed before it changes.
        Photograph = "photograph",
        /// A letter that fits now.
        Letter = "letter",
        /// A time limit that runs, or may run.
        Deadline = "deadline",
    }
}

worded! {
    /// What became of a demand.
    Compliance {
        /// Heard and not objected to: a notice, a talk.
        Heard = "heard",
        /// Not met.
        Refused = "refused",
        /// Met before it could be refused.
        Met = "met",
        /// Money was paid, and whether in this way nobody noted.
        Open = "open",
    }
}

worded! {
    /// What is worth knowing about a visit. Severity and sources stand in `content/visit/findings.toml`.
    VisitFinding {
        /// Danger at the door.
        DangerAtDoor = "danger-at-door",
        /// Between the hours in which nobody should come without consent.
        HourQuiet = "hour-quiet",
        /// One visitor alone.
        SingleVisitor = "single-visitor",
        /// The visitors did not say or show who they are.
        IdentityRefused = "identity-refused",
        /// The work card was shown in part only.
        IdentityUnclear = "identity-unclear",
        /// No mandate was shown.
        MandateRefused = "mandate-refused",
        /// The mandate could not be read.
        MandateUnclear = "mandate-unclear",
        /// The mandate lacks the creditor's seal.
        SealNotCreditor = "seal-not-creditor",
        /// The mandate's term does not cover the visit.
        MandateExpired = "mandate-expired",
        /// The mandate names somebody else.
        MandateOtherName = "mandate-other-name",
        /// The mandate does not say which creditor, loan or matter.
        MandateScopeMissing = "mandate-scope-missing",
        /// They speak of an assignment or of a guarantor who paid.
        AssignmentClaimed = "assignment-claimed",
        /// The borrower does not know the creditor they name.
        CreditorUnknown = "creditor-unknown",
        /// The creditor they name is not in the case.
        CreditorNotInCase = "creditor-not-in-case",
        /// The loan number they give is not in the case.
        LoanNumberNotInCase = "loan-number-not-in-case",
        /// The amount was given orally only, or differs from the confirmed one.
        AmountNotAccepted = "amount-not-accepted",
        /// The amount is not one the case has reconciled.
        AmountDiffers = "amount-differs",
        /// The lender's own line could not be reached.
        OfficeUnreached = "office-unreached",
        /// The lender's own line did not confirm the visit.
        OfficeDenied = "office-denied",
        /// A claim to come from court or police was not confirmed.
        OfficialUnconfirmed = "official-unconfirmed",
        /// Somebody claiming public office asked for money.
        OfficialAskedMoney = "official-asked-money",
        /// A mediator asked for money.
        MediatorAskedMoney = "mediator-asked-money",
        /// Asked to come in.
        DemandEnter = "demand-enter",
        /// Asked for a signature, fingerprint or film.
        DemandSign = "demand-sign",
        /// Asked for money outside the lender's channel.
        DemandPayPrivate = "demand-pay-private",
        /// Asked for money, and did not say through which channel.
        DemandPayUnsaid = "demand-pay-unsaid",
        /// Asked for documents, phone, codes or keys.
        DemandDocuments = "demand-documents",
        /// Asked to film, or filmed.
        DemandPhotograph = "demand-photograph",
        /// Asked relatives to pay or stand surety.
        DemandRelatives = "demand-relatives",
        /// Wanted to take things away.
        DemandTakeGoods = "demand-take-goods",
        /// Insults or shouting.
        ConductInsult = "conduct-insult",
        /// Told others of the debt.
        ConductDisclosure = "conduct-disclosure",
        /// Put up notices.
        ConductNotices = "conduct-notices",
        /// Threats.
        ConductThreat = "conduct-threat",
        /// Blocked the door, followed, kept from leaving.
        ConductBlocking = "conduct-blocking",
        /// Touched somebody, forced the way in, damaged things.
        ConductForce = "conduct-force",
        /// Stayed after being asked to leave.
        StayedAfterAsked = "stayed-after-asked",
        /// The number called back was one the visitors gave.
        CalledTheirNumber = "called-their-number",
        /// The agency is not on the list at hand.
        AgencyNotListed = "agency-not-listed",
        /// The company code lacks the check characters such a code has.
        CompanyCodeFaulty = "company-code-faulty",
        /// Somebody of a law firm showed no licence to practise.
        LawyerUnlicensed = "lawyer-unlicensed",
        /// A security guard came about the debt.
        GuardCollects = "guard-collects",
        /// They spoke of prison or arrest.
        SaidPrison = "said-prison",
        /// They said a court had decided or was about to enforce.
        SaidCourt = "said-court",
        /// They said they would tell others.
        SaidTellOthers = "said-tell-others",
        /// They spoke of a charge for the visit, or of a sum that grows today.
        SaidCharge = "said-charge",
        /// They proposed to borrow elsewhere.
        SaidBorrow = "said-borrow",
        /// They spoke of blacklists, or of harm to the family.
        SaidBlacklist = "said-blacklist",
        /// They want to talk somewhere else than by phone, in writing or at the lender's own office.
        InvitedElsewhere = "invited-elsewhere",
        /// They want the borrower to come alone.
        InvitedAlone = "invited-alone",
        /// Something was signed at the door.
        AlreadySigned = "already-signed",
        /// Money was paid at the door.
        AlreadyPaid = "already-paid",
        /// Documents, codes or copies were handed over.
        AlreadyGaveDocuments = "already-gave-documents",
        /// Somebody was let in.
        AlreadyLetIn = "already-let-in",
    }
}
