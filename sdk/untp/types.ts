/** An identifier scheme, such as GS1 GTIN. */
export interface IdentifierScheme {
  readonly type: readonly ["IdentifierScheme"];
  readonly id: string;
  readonly name: string;
}

/** A code in a published list. */
export interface Classification {
  readonly type: readonly ["Classification"];
  readonly code: string;
  readonly name: string;
  readonly schemeId: string;
  readonly schemeName: string;
}

/** A place where something is done. */
export interface Facility {
  readonly type: readonly ["Facility"];
  readonly id: string;
  readonly name: string;
  readonly registeredId?: string;
}

/** A product at the granularity of a batch. */
export interface UntpProduct {
  readonly type: readonly ["Product"];
  readonly id: string;
  readonly name: string;
  readonly idScheme: IdentifierScheme;
  readonly modelNumber: string;
  readonly batchNumber?: string;
  readonly idGranularity: "batch" | "model";
  readonly productCategory: readonly Classification[];
  readonly producedAtFacility?: Facility;
  readonly countryOfProduction: { readonly countryCode: string; readonly countryName?: string };
  readonly productionDate?: string;
}

/** The subject of a passport, of which UNTP requires where it was made. */
export interface PassportProduct extends UntpProduct {
  readonly producedAtFacility: Facility;
}

/** A product in an event, how much of it, and what became of it. */
export interface EventProduct {
  readonly type: readonly ["EventProduct"];
  readonly product: UntpProduct;
  readonly quantity: { readonly value: number; readonly unit: string };
  readonly disposition: "active" | "inTransit";
}

interface LifecycleEvent<Name extends string> {
  readonly type: readonly [Name, "LifecycleEvent"];
  readonly id: string;
  readonly name: string;
  readonly eventDate: string;
  readonly activityType: Classification;
}

/** Goods are made. */
export interface MakeEvent extends LifecycleEvent<"MakeEvent"> {
  /** UNTP requires it. What goods were made of the ledger does not tell: nothing stands in it. */
  readonly inputProduct: readonly [];
  readonly outputProduct: readonly EventProduct[];
  readonly madeAtFacility: Facility;
}

/** Goods go from one place to another. */
export interface MoveEvent extends LifecycleEvent<"MoveEvent"> {
  readonly movedProduct: readonly EventProduct[];
  readonly fromFacility: Facility;
  readonly toFacility: Facility;
  readonly consignmentId: string;
}

/** Something is done to goods or found about them. */
export interface ModifyEvent extends LifecycleEvent<"ModifyEvent"> {
  readonly modifiedProduct: readonly EventProduct[];
  readonly modifiedAtFacility: Facility;
}

/** An event of a Digital Traceability Event credential. */
export type TraceabilityEvent = MakeEvent | MoveEvent | ModifyEvent;

/** Who issues a credential: the caller, who also signs it. */
export interface CredentialIssuer {
  /** A DID, such as `did:web:brand.example`. */
  readonly id: string;
  readonly name: string;
}

/** A credential of the W3C data model 2.0 that nobody has signed. */
export interface UnsignedCredential<Name extends string, Subject> {
  readonly type: readonly [Name, "VerifiableCredential"];
  readonly "@context": readonly [string, string];
  readonly id: string;
  readonly issuer: CredentialIssuer & { readonly type: readonly ["CredentialIssuer"] };
  readonly validFrom: string;
  readonly name: string;
  readonly credentialSubject: Subject;
}

export type DigitalProductPassport = UnsignedCredential<"DigitalProductPassport", PassportProduct>;
export type DigitalTraceabilityEvent = UnsignedCredential<"DigitalTraceabilityEvent", readonly TraceabilityEvent[]>;
