// Made by `pnpm graph` from the .graphql files. Do not edit.

export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A decimal number as a string, such as "12.50". Never a float. */
  Decimal: { input: string; output: string; }
  /** An instant in UTC, ISO 8601, such as "2010-12-01T08:26:00.000Z". */
  DateTime: { input: string; output: string; }
  /** A calendar day in the tenant's time zone, such as "2010-12-01". */
  Date: { input: string; output: string; }
};

export type Query = {
  product?: Maybe<Product>;
  /** `search` matches code, barcode and name. */
  products: ProductConnection;
  /** Those in use, by name; the first 200. */
  productCategories: Array<Scalars['String']['output']>;
  /** Who is asking. */
  viewer: Viewer;
  /** The viewer's own open sessions, the latest used first. */
  ownSessions: Array<UserSession>;
  /** Ordered by user name. `search` matches user name and display name. */
  users: UserConnection;
  user?: Maybe<UserRecord>;
  /** Of a user, those that are open, the latest used first. */
  userSessions: Array<UserSession>;
  roles: RoleList;
  /** Newest first. */
  auditEntries: AuditConnection;
  warehouses: Array<Warehouse>;
  /** Stock by product and warehouse, ordered by product code where search is given, else by id. `lowOnly`: available at or under the low-stock level. */
  stockItems: StockItemConnection;
  /** The append-only ledger, newest first. `reference`: only what the document of this number caused. */
  stockMovements: StockMovementConnection;
  /** Active goods that no warehouse has ever held, by code. A page may be short before the last: see `hasNextPage`. */
  productsWithoutStock: UnstockedProducts;
  stockSettings: StockSettings;
  stockUpload?: Maybe<StockUpload>;
  customer?: Maybe<Customer>;
  /** Ordered by name. `search` matches code and name. */
  customers: CustomerConnection;
  order?: Maybe<Order>;
  /** The order that was saved with this idempotency key; null while there is none. */
  orderOfDraft?: Maybe<Order>;
  /** Orders and credit notes. `search` matches the document number and the customer's reference. */
  orders: OrderConnection;
  /** Sales over months in the tenant's time zone, `from` and `to` as YYYY-MM, at most 60; from a copy of the documents that says how old it is. */
  salesReport: SalesReport;
  importJob?: Maybe<ImportJob>;
  /** Newest first. */
  importJobs: ImportJobConnection;
  /** Of the viewer. */
  secondFactor: SecondFactor;
  /** Answers true; for health probes of the graph. */
  ok: Scalars['Boolean']['output'];
  /** The company's own identity provider (OpenID Connect); null: none. */
  singleSignOn?: Maybe<SingleSignOn>;
  /** Sales figures of one month in the tenant's time zone; `month` is YYYY-MM, left out: the current one. */
  workbench: Workbench;
};


export type QueryProductArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProductsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  category?: InputMaybe<Scalars['String']['input']>;
  kind?: InputMaybe<ProductKind>;
  isActive?: InputMaybe<Scalars['Boolean']['input']>;
  sort?: InputMaybe<ProductSort>;
};


export type QueryUsersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};


export type QueryUserSessionsArgs = {
  userId: Scalars['ID']['input'];
};


export type QueryAuditEntriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
};


export type QueryStockItemsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  warehouseId?: InputMaybe<Scalars['ID']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  lowOnly?: InputMaybe<Scalars['Boolean']['input']>;
};


export type QueryStockMovementsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  warehouseId?: InputMaybe<Scalars['ID']['input']>;
  productId?: InputMaybe<Scalars['ID']['input']>;
  reference?: InputMaybe<Scalars['String']['input']>;
};


export type QueryProductsWithoutStockArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type QueryStockUploadArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCustomerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCustomersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrderOfDraftArgs = {
  idempotencyKey: Scalars['ID']['input'];
};


export type QueryOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OrderFilter>;
  sort?: InputMaybe<OrderSort>;
  countTo?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySalesReportArgs = {
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
  products?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryImportJobArgs = {
  id: Scalars['ID']['input'];
};


export type QueryImportJobsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryWorkbenchArgs = {
  month?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  /** CODE_TAKEN, BARCODE_TAKEN name the field that another product has. */
  createProduct: SavedProduct;
  /** Replaces everything. `priceVersion` is that of the price last read, null where there was none; VERSION_CONFLICT for either, and then nothing is written. */
  updateProduct: SavedProduct;
  /** All other sessions of the viewer end. */
  changeOwnPassword: EndedSessions;
  endOwnSession: EndedSessions;
  endOwnOtherSessions: EndedSessions;
  inviteUser: Invitation;
  /** What is left out stays as it is. */
  changeUser: UserRecord;
  /** Ends the user's sessions at once. */
  lockUser: UserRecord;
  unlockUser: UserRecord;
  /** For good. What the user did stays, under the user's name. */
  removeUser: Scalars['Boolean']['output'];
  /** A new one-time link in place of any former: an invitation, or a reset for who has a password. */
  createPasswordLink: PasswordLink;
  revokePasswordLink: UserRecord;
  endUserSession: EndedSessions;
  endUserSessions: EndedSessions;
  createRole: Role;
  /** In force in the sessions of all who have the role. */
  changeRole: Role;
  removeRole: Scalars['Boolean']['output'];
  /** Goods come in. ALREADY_OPENED for an opening where stock is known; NOT_FOUND for an unknown product; NOT_STOCKED for a service. */
  receiveStock: StockItem;
  /** Books the good rows of a checked file, all or none; again it changes nothing. UPLOAD_HAS_PROBLEMS and BOOKED_BEFORE unless the arguments allow it. */
  bookStockUpload: StockUpload;
  /** The shop's rule; `version` is 0 while none was set. */
  setStockSettings: StockSettings;
  /** One product's own rule; null is "as the shop", and what is left out stays. */
  setProductStockRule: Product;
  /** Books a correction with its reason and returns the item after it; NOT_FOUND for an unknown product. */
  adjustStock: StockItem;
  setLowStockLevel: StockItem;
  createCustomer: Customer;
  /** The same key and input give the same order again; the same key with other input is refused with ORDER_ALREADY_SAVED, which names the order. */
  createOrder: Order;
  /** Replaces customer, note and all lines of a draft. */
  updateOrder: Order;
  /** DRAFT -> CONFIRMED; reserves stock, or answers INSUFFICIENT_STOCK, SHORTAGE_NOT_ACCEPTED (until `acceptShortage` says that a person has seen it) or UPSTREAM_UNAVAILABLE and leaves the order as it was. */
  confirmOrder: Order;
  /** CONFIRMED -> SHIPPED; issues the reserved stock. */
  shipOrder: Order;
  /** SHIPPED -> CONFIRMED, while no credit note followed; the goods are back and held for the order. */
  undoShipment: Order;
  /** SHIPPED -> CLOSED. */
  closeOrder: Order;
  /** DRAFT or CONFIRMED -> CANCELLED; releases what was reserved. */
  cancelOrder: Order;
  /** A credit note over lines of a shipped or closed order. Quantities are given positive. `restock`: the goods come back to stock. More than is `left` is refused with CREDIT_EXCEEDS_ORDER, whose `excesses` say what is left. */
  createCreditNote: Order;
  /**
   * Reads the uploaded file again, whole, with what is said here. The answer's `reading`, `mapping`, `preview`, `doubts`,
   * `problems` and counts come of it. `reading` and `decisions` left out: those of the last preview; what `reading` leaves
   * out is found in the file. Without `mapping` one is proposed. Writes no document.
   */
  previewImport: ImportJob;
  /**
   * Refused with IMPORT_DOUBTS_OPEN (`doubts`: their ids) while a doubt has no choice, and with MAPPING_INVALID (`missing`).
   * `reading` and `decisions` left out: those of the last preview.
   */
  startImport: ImportJob;
  /** Forgets what this shop chose for files with these columns, and reads the file as if it were the first of them. */
  forgetImportChoices: ImportJob;
  cancelImport: ImportJob;
  /** A new secret, in force once a code of it is confirmed. Errors: CURRENT_PASSWORD_WRONG, SECOND_FACTOR_ON, LOGIN_BUSY. */
  offerSecondFactor: SecondFactorOffer;
  /** Ten recovery codes, shown only now. Errors: SECOND_FACTOR_FAILED, SECOND_FACTOR_ON, LOGIN_THROTTLED. */
  confirmSecondFactor: Array<Scalars['String']['output']>;
  /** Ten new recovery codes; the old ones are void. Errors: CURRENT_PASSWORD_WRONG, SECOND_FACTOR_FAILED, LOGIN_THROTTLED. */
  renewRecoveryCodes: Array<Scalars['String']['output']>;
  /** Errors: CURRENT_PASSWORD_WRONG, SECOND_FACTOR_FAILED, LOGIN_THROTTLED. */
  switchSecondFactorOff: SecondFactor;
  /** For a user who lost telephone and recovery codes; answers the user's id. Errors: SECOND_FACTOR_OFF, OWN_ACCOUNT, BEYOND_OWN_PERMISSIONS. */
  resetSecondFactor: Scalars['ID']['output'];
  /** Whether every user of the company is asked for a second factor, from the next login on. */
  requireSecondFactor: SecondFactor;
  /** Does nothing; a type needs a field before modules extend it. */
  noop?: Maybe<Scalars['Boolean']['output']>;
  /** `version` is that of the settings that were changed; left out: there were none. Errors: VERSION_CONFLICT, SSO_ADDRESS_REFUSED, ROLE_UNKNOWN, BEYOND_OWN_PERMISSIONS. */
  saveSingleSignOn: SingleSignOn;
  /** Answers true, whether there was one or not. Users it made stay, without a password. */
  removeSingleSignOn: Scalars['Boolean']['output'];
};


export type MutationCreateProductArgs = {
  input: ProductInput;
  idempotencyKey: Scalars['ID']['input'];
};


export type MutationUpdateProductArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
  priceVersion?: InputMaybe<Scalars['Int']['input']>;
  input: ProductInput;
};


export type MutationChangeOwnPasswordArgs = {
  current: Scalars['String']['input'];
  next: Scalars['String']['input'];
};


export type MutationEndOwnSessionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationInviteUserArgs = {
  input: InviteUserInput;
};


export type MutationChangeUserArgs = {
  id: Scalars['ID']['input'];
  input: ChangeUserInput;
};


export type MutationLockUserArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUnlockUserArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRemoveUserArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCreatePasswordLinkArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationRevokePasswordLinkArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationEndUserSessionArgs = {
  userId: Scalars['ID']['input'];
  id: Scalars['ID']['input'];
};


export type MutationEndUserSessionsArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationCreateRoleArgs = {
  input: RoleInput;
};


export type MutationChangeRoleArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
  input: RoleInput;
};


export type MutationRemoveRoleArgs = {
  id: Scalars['ID']['input'];
};


export type MutationReceiveStockArgs = {
  input: ReceiveStockInput;
  idempotencyKey: Scalars['ID']['input'];
};


export type MutationBookStockUploadArgs = {
  id: Scalars['ID']['input'];
  skipProblems?: InputMaybe<Scalars['Boolean']['input']>;
  repeat?: InputMaybe<Scalars['Boolean']['input']>;
};


export type MutationSetStockSettingsArgs = {
  input: StockRuleInput;
  version: Scalars['Int']['input'];
};


export type MutationSetProductStockRuleArgs = {
  productId: Scalars['ID']['input'];
  input: OwnStockRuleInput;
  version: Scalars['Int']['input'];
};


export type MutationAdjustStockArgs = {
  input: AdjustStockInput;
  idempotencyKey: Scalars['ID']['input'];
};


export type MutationSetLowStockLevelArgs = {
  stockItemId: Scalars['ID']['input'];
  level: Scalars['Decimal']['input'];
  version: Scalars['Int']['input'];
};


export type MutationCreateCustomerArgs = {
  input: CreateCustomerInput;
  idempotencyKey: Scalars['ID']['input'];
};


export type MutationCreateOrderArgs = {
  input: OrderInput;
  idempotencyKey: Scalars['ID']['input'];
};


export type MutationUpdateOrderArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
  input: OrderInput;
};


export type MutationConfirmOrderArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
  acceptShortage?: InputMaybe<Scalars['Boolean']['input']>;
};


export type MutationShipOrderArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
};


export type MutationUndoShipmentArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
};


export type MutationCloseOrderArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
};


export type MutationCancelOrderArgs = {
  id: Scalars['ID']['input'];
  version: Scalars['Int']['input'];
};


export type MutationCreateCreditNoteArgs = {
  orderId: Scalars['ID']['input'];
  lines: Array<CreditLineInput>;
  note?: InputMaybe<Scalars['String']['input']>;
  restock?: InputMaybe<Scalars['Boolean']['input']>;
  idempotencyKey: Scalars['ID']['input'];
};


export type MutationPreviewImportArgs = {
  id: Scalars['ID']['input'];
  mapping?: InputMaybe<ImportMappingInput>;
  reading?: InputMaybe<ImportReadingInput>;
  decisions?: InputMaybe<Array<ImportDecisionInput>>;
};


export type MutationStartImportArgs = {
  id: Scalars['ID']['input'];
  mapping: ImportMappingInput;
  reading?: InputMaybe<ImportReadingInput>;
  decisions?: InputMaybe<Array<ImportDecisionInput>>;
};


export type MutationForgetImportChoicesArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCancelImportArgs = {
  id: Scalars['ID']['input'];
};


export type MutationOfferSecondFactorArgs = {
  password: Scalars['String']['input'];
};


export type MutationConfirmSecondFactorArgs = {
  code: Scalars['String']['input'];
};


export type MutationRenewRecoveryCodesArgs = {
  password: Scalars['String']['input'];
  code: Scalars['String']['input'];
};


export type MutationSwitchSecondFactorOffArgs = {
  password: Scalars['String']['input'];
  code: Scalars['String']['input'];
};


export type MutationResetSecondFactorArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationRequireSecondFactorArgs = {
  isRequired: Scalars['Boolean']['input'];
};


export type MutationSaveSingleSignOnArgs = {
  input: SingleSignOnInput;
  version?: InputMaybe<Scalars['Int']['input']>;
};

export type ProductSort =
  | 'CODE_ASC'
  | 'CODE_DESC'
  | 'NAME_ASC'
  | 'NAME_DESC';

export type ProductKind =
  | 'GOODS'
  /** Postage, discounts, fees: sold, but never stocked. */
  | 'SERVICE';

export type Product = Node & {
  id: Scalars['ID']['output'];
  code: Scalars['String']['output'];
  /** What a scanner reads. */
  barcode?: Maybe<Scalars['String']['output']>;
  name: Scalars['String']['output'];
  category?: Maybe<Scalars['String']['output']>;
  unit: Scalars['String']['output'];
  kind: ProductKind;
  isActive: Scalars['Boolean']['output'];
  /** From pricing; null when no price is kept. */
  listPrice?: Maybe<Money>;
  /** Null when no price is kept. */
  priceVersion?: Maybe<Scalars['Int']['output']>;
  version: Scalars['Int']['output'];
  /** Summed over warehouses. Null for services, for products never stocked, and (with an error) where the viewer may not see stock. */
  stock?: Maybe<ProductStock>;
  /** Null for services, which are never stocked. */
  stockRule?: Maybe<ProductStockRule>;
};

export type ProductInput = {
  code: Scalars['String']['input'];
  name: Scalars['String']['input'];
  barcode?: InputMaybe<Scalars['String']['input']>;
  category?: InputMaybe<Scalars['String']['input']>;
  unit: Scalars['String']['input'];
  kind: ProductKind;
  isActive: Scalars['Boolean']['input'];
  /** In the tenant's currency; null: no price is kept. Left out of a change: it stays, as barcode and category do. */
  listPrice?: InputMaybe<Scalars['Decimal']['input']>;
};

/** Product and price are kept by two services. Where the second does not take it, the first has it all the same. */
export type SavedProduct = {
  product: Product;
  /** Code of why the price is not as given, such as UPSTREAM_UNAVAILABLE; null when it is. */
  priceProblem?: Maybe<Scalars['String']['output']>;
};

export type ProductConnection = {
  edges: Array<ProductEdge>;
  nodes: Array<Product>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ProductEdge = {
  cursor: Scalars['String']['output'];
  node: Product;
};

export type Viewer = {
  user: User;
  tenant: Tenant;
  permissions: Array<Scalars['String']['output']>;
};

export type User = Node & {
  id: Scalars['ID']['output'];
  username: Scalars['String']['output'];
  displayName: Scalars['String']['output'];
};

export type Tenant = Node & {
  id: Scalars['ID']['output'];
  slug: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** ISO 4217, such as CNY. */
  currency: Scalars['String']['output'];
  /** IANA name, such as Asia/Shanghai. */
  timeZone: Scalars['String']['output'];
};

/** A user as those see it who administer people. */
export type UserRecord = Node & {
  id: Scalars['ID']['output'];
  username: Scalars['String']['output'];
  displayName: Scalars['String']['output'];
  /** Id of a role. */
  role: Scalars['ID']['output'];
  status: UserStatus;
  createdAt: Scalars['DateTime']['output'];
  lastLoginAt?: Maybe<Scalars['DateTime']['output']>;
  /** The one-time link that was made and not used yet, expired or not. */
  link?: Maybe<OpenLink>;
};

export type UserStatus =
  | 'INVITED'
  | 'ACTIVE'
  | 'LOCKED';

export type LinkPurpose =
  | 'INVITATION'
  | 'RESET';

export type OpenLink = {
  purpose: LinkPurpose;
  expiresAt: Scalars['DateTime']['output'];
};

export type PasswordLink = {
  /** Shown this once; the page of it is `/welcome#<token>`. */
  token: Scalars['String']['output'];
  purpose: LinkPurpose;
  expiresAt: Scalars['DateTime']['output'];
};

export type Invitation = {
  user: UserRecord;
  link: PasswordLink;
};

export type UserSession = {
  id: Scalars['ID']['output'];
  address: Scalars['String']['output'];
  /** Such as Chrome; null where the browser does not say. */
  browser?: Maybe<Scalars['String']['output']>;
  /** Such as Windows. */
  system?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  seenAt: Scalars['DateTime']['output'];
  /** The one that asks. */
  isOwn: Scalars['Boolean']['output'];
};

export type EndedSessions = {
  ended: Scalars['Int']['output'];
};

export type Role = Node & {
  id: Scalars['ID']['output'];
  /** Of a built-in role its id, which pages translate. */
  name: Scalars['String']['output'];
  permissions: Array<Scalars['String']['output']>;
  isBuiltIn: Scalars['Boolean']['output'];
  version: Scalars['Int']['output'];
};

export type RoleList = {
  items: Array<Role>;
  /** All permissions there are to grant in this tenant, in the order to show them. */
  catalogue: Array<Scalars['String']['output']>;
  /** Those of the catalogue that sub-apps have added, in words. Null where identity does not say them. */
  added?: Maybe<Array<AddedPermission>>;
};

export type AddedPermission = {
  name: Scalars['String']['output'];
  title: PermissionTitle;
};

export type PermissionTitle = {
  zhCN: Scalars['String']['output'];
  en: Scalars['String']['output'];
};

export type InviteUserInput = {
  username: Scalars['String']['input'];
  displayName: Scalars['String']['input'];
  role: Scalars['ID']['input'];
};

export type ChangeUserInput = {
  username?: InputMaybe<Scalars['String']['input']>;
  displayName?: InputMaybe<Scalars['String']['input']>;
  role?: InputMaybe<Scalars['ID']['input']>;
};

export type RoleInput = {
  name: Scalars['String']['input'];
  permissions: Array<Scalars['String']['input']>;
};

export type AuditFilter = {
  /** What the user did, and what was done to the user. */
  userId?: InputMaybe<Scalars['ID']['input']>;
  /** Such as `user.lock`. */
  action?: InputMaybe<Scalars['String']['input']>;
  from?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
};

export type AuditEntry = {
  id: Scalars['ID']['output'];
  at: Scalars['DateTime']['output'];
  actorId?: Maybe<Scalars['ID']['output']>;
  /** As the name was then. */
  actorName: Scalars['String']['output'];
  action: Scalars['String']['output'];
  subjectId: Scalars['ID']['output'];
  subjectName: Scalars['String']['output'];
  changes: Array<AuditedChange>;
  /** Where the request came from. */
  address?: Maybe<Scalars['String']['output']>;
};

export type AuditedChange = {
  field: Scalars['String']['output'];
  old?: Maybe<Scalars['String']['output']>;
  new?: Maybe<Scalars['String']['output']>;
};

export type UserConnection = {
  nodes: Array<UserRecord>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type AuditConnection = {
  nodes: Array<AuditEntry>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

/** What selling more than is available does. WARN: a person has to accept it. */
export type BelowZero =
  | 'REFUSE'
  | 'WARN'
  | 'ALLOW';

export type ProductStockRule = {
  /** False: orders hold nothing of it, and it is never low. */
  isTracked: Scalars['Boolean']['output'];
  belowZero: BelowZero;
  /** Null where it is as in the shop. */
  ownIsTracked?: Maybe<Scalars['Boolean']['output']>;
  ownBelowZero?: Maybe<BelowZero>;
  version: Scalars['Int']['output'];
};

export type StockSettings = {
  isTracked: Scalars['Boolean']['output'];
  belowZero: BelowZero;
  version: Scalars['Int']['output'];
};

export type StockRuleInput = {
  isTracked: Scalars['Boolean']['input'];
  belowZero: BelowZero;
};

export type OwnStockRuleInput = {
  isTracked?: InputMaybe<Scalars['Boolean']['input']>;
  belowZero?: InputMaybe<BelowZero>;
};

export type ReceivingKind =
  /** What was there when counting began; once for a product in a warehouse. */
  | 'OPENING'
  /** What came in. */
  | 'RECEIPT';

export type ReceiveStockInput = {
  kind: ReceivingKind;
  productId: Scalars['ID']['input'];
  /** Left out: the default warehouse. */
  warehouseId?: InputMaybe<Scalars['ID']['input']>;
  /** More than zero. */
  quantity: Scalars['Decimal']['input'];
  note?: InputMaybe<Scalars['String']['input']>;
};

export type UnstockedProducts = {
  nodes: Array<Product>;
  pageInfo: PageInfo;
};

/** A file of quantities, sent to /api/stock-uploads: checked row by row, then booked. */
export type StockUpload = Node & {
  id: Scalars['ID']['output'];
  fileName: Scalars['String']['output'];
  mode: ReceivingKind;
  /** Headings of columns that are not read. */
  ignoredColumns: Array<Scalars['String']['output']>;
  rowCount: Scalars['Int']['output'];
  goodCount: Scalars['Int']['output'];
  problemCount: Scalars['Int']['output'];
  /** The first 200, by row. */
  problems: Array<StockUploadProblem>;
  bookedAt?: Maybe<Scalars['DateTime']['output']>;
  bookedCount?: Maybe<Scalars['Int']['output']>;
  /** When the same file was booked before, by another upload. */
  sameBookedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type StockUploadProblem = {
  /** 1-based line of the file; the headings are row 1. */
  row: Scalars['Int']['output'];
  code: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type ProductStock = {
  onHand: Scalars['Decimal']['output'];
  reserved: Scalars['Decimal']['output'];
  available: Scalars['Decimal']['output'];
};

export type Warehouse = Node & {
  id: Scalars['ID']['output'];
  code: Scalars['String']['output'];
  name: Scalars['String']['output'];
};

export type StockItem = Node & {
  id: Scalars['ID']['output'];
  product: Product;
  warehouse: Warehouse;
  onHand: Scalars['Decimal']['output'];
  reserved: Scalars['Decimal']['output'];
  available: Scalars['Decimal']['output'];
  lowStockLevel: Scalars['Decimal']['output'];
  /** Where stock is tracked. */
  isLow: Scalars['Boolean']['output'];
  isTracked: Scalars['Boolean']['output'];
  version: Scalars['Int']['output'];
};

export type StockItemConnection = {
  edges: Array<StockItemEdge>;
  nodes: Array<StockItem>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type StockItemEdge = {
  cursor: Scalars['String']['output'];
  node: StockItem;
};

export type StockMovementKind =
  | 'OPENING'
  | 'ADJUSTMENT'
  | 'RESERVE'
  | 'RELEASE'
  | 'ISSUE'
  /** A reversed issue: the goods are here, and held for the order again. */
  | 'REVERSAL'
  | 'RECEIPT';

export type AdjustmentReason =
  | 'COUNT'
  | 'DAMAGE'
  | 'LOSS'
  | 'RETURN'
  | 'OTHER';

export type StockMovement = Node & {
  id: Scalars['ID']['output'];
  at: Scalars['DateTime']['output'];
  kind: StockMovementKind;
  product: Product;
  warehouse: Warehouse;
  /** Signed change of what is on hand. */
  onHandDelta: Scalars['Decimal']['output'];
  /** Signed change of what is reserved. */
  reservedDelta: Scalars['Decimal']['output'];
  reason?: Maybe<AdjustmentReason>;
  note?: Maybe<Scalars['String']['output']>;
  /** Number of the order or credit note that caused it. */
  reference?: Maybe<Scalars['String']['output']>;
};

export type StockMovementConnection = {
  edges: Array<StockMovementEdge>;
  nodes: Array<StockMovement>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type StockMovementEdge = {
  cursor: Scalars['String']['output'];
  node: StockMovement;
};

export type AdjustStockInput = {
  warehouseId: Scalars['ID']['input'];
  productId: Scalars['ID']['input'];
  /** Signed. Taking more than is available is refused with INSUFFICIENT_STOCK. */
  quantityDelta: Scalars['Decimal']['input'];
  reason: AdjustmentReason;
  note?: InputMaybe<Scalars['String']['input']>;
};

export type Customer = Node & {
  id: Scalars['ID']['output'];
  code: Scalars['String']['output'];
  name: Scalars['String']['output'];
  /** ISO 3166 name or code, as the source gave it. */
  country?: Maybe<Scalars['String']['output']>;
  phone?: Maybe<Scalars['String']['output']>;
  email?: Maybe<Scalars['String']['output']>;
  /** With its line breaks. */
  address?: Maybe<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};

export type CustomerConnection = {
  edges: Array<CustomerEdge>;
  nodes: Array<Customer>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type CustomerEdge = {
  cursor: Scalars['String']['output'];
  node: Customer;
};

export type CreateCustomerInput = {
  /** Left out: the next free number. */
  code?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
  country?: InputMaybe<Scalars['String']['input']>;
  phone?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['String']['input']>;
  address?: InputMaybe<Scalars['String']['input']>;
};

export type OrderKind =
  | 'ORDER'
  | 'CREDIT_NOTE';

export type OrderStatus =
  | 'DRAFT'
  | 'CONFIRMED'
  | 'SHIPPED'
  | 'CLOSED'
  | 'CANCELLED';

export type OrderSort =
  | 'DATE_DESC'
  | 'DATE_ASC'
  | 'NUMBER_DESC'
  | 'NUMBER_ASC'
  | 'TOTAL_DESC'
  | 'TOTAL_ASC';

export type OrderFilter = {
  kind?: InputMaybe<OrderKind>;
  status?: InputMaybe<Array<OrderStatus>>;
  customerId?: InputMaybe<Scalars['ID']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  /** Inclusive days in the tenant's time zone. */
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
};

/** A sales document: an order, or a credit note (negative quantities and total). */
export type Order = Node & {
  id: Scalars['ID']['output'];
  kind: OrderKind;
  number: Scalars['String']['output'];
  status: OrderStatus;
  /** Null for a counter sale, and when the customer was deleted. */
  customer?: Maybe<Customer>;
  orderedAt: Scalars['DateTime']['output'];
  note?: Maybe<Scalars['String']['output']>;
  /** For who delivers the goods. Null also where a version of the service does not know it. */
  deliveryNote?: Maybe<Scalars['String']['output']>;
  lines: Array<OrderLine>;
  lineCount: Scalars['Int']['output'];
  total: Money;
  /** The order a credit note belongs to, when known. */
  creditOf?: Maybe<Order>;
  /** Of an order, newest first, at most 100. */
  creditNotes: Array<Order>;
  /** Who did what to it, newest first. */
  activity: OrderActivityConnection;
  /** What may be done now by state, not by permission. */
  allowedActions: Array<OrderAction>;
  isImported: Scalars['Boolean']['output'];
  /** Whole days a confirmed order has waited to be shipped; null for the rest, and where the feature is not on. */
  waitingDays?: Maybe<Scalars['Int']['output']>;
  version: Scalars['Int']['output'];
};


/** A sales document: an order, or a credit note (negative quantities and total). */
export type OrderActivityArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type OrderAction =
  | 'EDIT'
  | 'CONFIRM'
  | 'SHIP'
  | 'UNDO_SHIPMENT'
  | 'CLOSE'
  | 'CANCEL'
  | 'CREDIT';

export type OrderActivityAction =
  | 'CREATE'
  /** It was written by an import. */
  | 'IMPORT'
  | 'EDIT'
  | 'CONFIRM'
  | 'SHIP'
  | 'UNDO_SHIPMENT'
  | 'CLOSE'
  | 'CANCEL'
  | 'CREDIT';

export type OrderActivity = {
  id: Scalars['ID']['output'];
  at: Scalars['DateTime']['output'];
  action: OrderActivityAction;
  /** Null: no person, such as the job of an import; or a user who was deleted. */
  user?: Maybe<User>;
  /** What was edited; else empty. */
  changes: Array<OrderChange>;
  /** The one that CREDIT made. */
  creditNote?: Maybe<Order>;
};

export type OrderChangeField =
  | 'CUSTOMER'
  | 'NOTE'
  | 'DELIVERY_NOTE'
  /** A line that was added (no `before`) or removed (no `after`); the values are its quantity. */
  | 'LINE'
  | 'QUANTITY'
  | 'UNIT_PRICE'
  | 'DISCOUNT'
  | 'TOTAL'
  /** The goods of the credit note came back to stock. */
  | 'RESTOCK'
  /** What a newer version of the service knows, and this gateway does not. */
  | 'OTHER';

/** A value before and after an edit: a name for CUSTOMER, text for NOTE and DELIVERY_NOTE, else a decimal. Null is none. */
export type OrderChange = {
  field: OrderChangeField;
  /** The description of the line it is about. */
  item?: Maybe<Scalars['String']['output']>;
  before?: Maybe<Scalars['String']['output']>;
  after?: Maybe<Scalars['String']['output']>;
};

export type OrderActivityConnection = {
  nodes: Array<OrderActivity>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type OrderLine = {
  id: Scalars['ID']['output'];
  position: Scalars['Int']['output'];
  product?: Maybe<Product>;
  /** As it stood on the document. */
  description: Scalars['String']['output'];
  quantity: Scalars['Decimal']['output'];
  /** Of the quantity, what no credit note has credited yet. */
  left: Scalars['Decimal']['output'];
  unitPrice: Scalars['Decimal']['output'];
  /** 0.15 is fifteen per cent. */
  discount: Scalars['Decimal']['output'];
  amount: Money;
};

export type OrderConnection = {
  edges: Array<OrderEdge>;
  nodes: Array<Order>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
  /** There are more than `totalCount`, which is `countTo`; `totalAmount` and `sums` are of a part of them. */
  isCapped: Scalars['Boolean']['output'];
  /** Sum over the whole filter, not only this page. */
  totalAmount: Money;
  /** What the whole filter holds, by what it means. The figures of a period count the same sales. */
  sums: OrderSums;
};

export type OrderSums = {
  /** Confirmed, shipped and closed. */
  orders: DocumentTally;
  creditNotes: DocumentTally;
  /** No sales. */
  drafts: DocumentTally;
  /** No sales. */
  cancelled: DocumentTally;
  /** Of orders and credit notes. */
  sales: Money;
};

export type DocumentTally = {
  count: Scalars['Int']['output'];
  amount: Money;
};

export type OrderEdge = {
  cursor: Scalars['String']['output'];
  node: Order;
};

export type OrderInput = {
  customerId?: InputMaybe<Scalars['ID']['input']>;
  /** Texts that a change leaves out stay; null and empty texts are none. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** At most 500 characters. */
  deliveryNote?: InputMaybe<Scalars['String']['input']>;
  /** At least one. */
  lines: Array<OrderLineInput>;
};

export type OrderLineInput = {
  productId: Scalars['ID']['input'];
  /** Left out: the product's name. */
  description?: InputMaybe<Scalars['String']['input']>;
  quantity: Scalars['Decimal']['input'];
  unitPrice: Scalars['Decimal']['input'];
  discount?: InputMaybe<Scalars['Decimal']['input']>;
};

export type CreditLineInput = {
  lineId: Scalars['ID']['input'];
  quantity: Scalars['Decimal']['input'];
};

export type ImportStatus =
  /** Uploaded; columns proposed. */
  | 'UPLOADED'
  /** Checked with a mapping; ready to start. */
  | 'PREVIEWED'
  | 'QUEUED'
  | 'RUNNING'
  | 'DONE'
  | 'FAILED'
  | 'CANCELLED';

/** A field of ours that a column can fill. */
export type ImportField =
  | 'DOCUMENT_NUMBER'
  | 'PRODUCT_CODE'
  | 'DESCRIPTION'
  | 'QUANTITY'
  | 'UNIT_PRICE'
  | 'DISCOUNT'
  | 'DATE'
  /** The time of day, where it stands in a column beside the date. */
  | 'TIME'
  | 'CUSTOMER_CODE'
  | 'CUSTOMER_NAME'
  | 'COUNTRY'
  /** What the line comes to; takes the place of UNIT_PRICE where the file has none. */
  | 'LINE_TOTAL'
  /** Three letters, as ISO 4217 has them. */
  | 'CURRENCY'
  /** Tells cancelled and refunded orders from sales. */
  | 'STATUS'
  /** Filled when the order was cancelled. */
  | 'CANCELLED_AT'
  /** Of the row's time; a name, a place or an offset. */
  | 'TIME_ZONE'
  /** Order or credit note; read in files that were exported here. */
  | 'DOCUMENT_KIND'
  | 'DELIVERY_NOTE';

export type ImportJob = Node & {
  id: Scalars['ID']['output'];
  fileName: Scalars['String']['output'];
  /** In bytes. */
  fileSize: Scalars['Int']['output'];
  status: ImportStatus;
  createdAt: Scalars['DateTime']['output'];
  startedAt?: Maybe<Scalars['DateTime']['output']>;
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  columns: Array<ImportColumn>;
  /** At most 20 rows, as read. */
  sample: Array<Array<Scalars['String']['output']>>;
  /** How the bytes became rows, and what else they could be. */
  reading: ImportReading;
  mapping?: Maybe<ImportMapping>;
  /** At most 20 rows below the header: as written in the file, and as they will be understood with `mapping`. */
  preview: Array<ImportPreviewRow>;
  /** What the file leaves open. One without `chosen` keeps the import from being started. */
  doubts: Array<ImportDoubt>;
  /** What was decided without asking, and why. To be shown before anything is written. */
  assumptions: Array<ImportAssumption>;
  /** What was evened out in values without changing their meaning, counted. */
  normalisations: Array<ImportNormalisation>;
  /** Documents whose number is taken by another one, here or in the file: at most 200 of `conflictCount`. */
  conflicts: Array<ImportConflict>;
  conflictCount: Scalars['Int']['output'];
  /** Filled by previewImport: rows read, rows with a problem. */
  rowCount?: Maybe<Scalars['Int']['output']>;
  problemCount?: Maybe<Scalars['Int']['output']>;
  /** The first 200, by row; good rows of a document that is held back are among them. */
  problems: Array<ImportProblem>;
  progress: ImportProgress;
  /** By currency and outcome: what the file comes to (FILE), and what became of it; the rest together comes to FILE when it is done. None before it is started. */
  sums: Array<ImportSum>;
  /** Where the job failed as a whole. */
  failure?: Maybe<ImportFailure>;
  /** Path of the CSV of rejected rows; null while there are none. */
  rejectedUrl?: Maybe<Scalars['String']['output']>;
};

export type ImportSum = {
  /** A code, or the sign of the file where that may be several. */
  currency: Scalars['String']['output'];
  outcome: ImportOutcome;
  documents: Scalars['Int']['output'];
  rows: Scalars['Int']['output'];
  /** Rows whose amount cannot be read; they add nothing. */
  unreadRows: Scalars['Int']['output'];
  /** To the cent. */
  amount: Scalars['Decimal']['output'];
};

export type ImportOutcome =
  /** All rows of the file, added up while it is read. */
  | 'FILE'
  | 'CREATED'
  | 'RECOGNISED'
  | 'REPLACED'
  | 'SKIPPED'
  /** Rows with a problem, and the other rows of their documents. */
  | 'HELD_BACK';

export type ImportColumn = {
  index: Scalars['Int']['output'];
  header: Scalars['String']['output'];
  /** What the header and the values look like; null when nothing fits. */
  suggested?: Maybe<ImportField>;
};

export type ImportMapping = {
  columns: Array<ImportMappedColumn>;
  dateFormat: Scalars['String']['output'];
  timeZone: Scalars['String']['output'];
  decimalMark: Scalars['String']['output'];
};

export type ImportMappedColumn = {
  field: ImportField;
  column: Scalars['Int']['output'];
  /** Of this column alone; null: a doubt about it is open, or it does not matter. */
  dateFormat?: Maybe<Scalars['String']['output']>;
  timeZone?: Maybe<Scalars['String']['output']>;
  decimalMark?: Maybe<Scalars['String']['output']>;
  discountUnit?: Maybe<ImportDiscountUnit>;
};

export type ImportDiscountUnit =
  /** 0.15 is fifteen per cent. */
  | 'SHARE'
  /** 15 is fifteen per cent. */
  | 'PERCENT'
  /** 15 is money off the line. */
  | 'AMOUNT';

export type ImportMappingInput = {
  columns: Array<ImportMappedColumnInput>;
  /** DMY, MDY or YMD. */
  dateFormat: Scalars['String']['input'];
  /** IANA name the file's times are local to. */
  timeZone: Scalars['String']['input'];
  /** "." or ",". */
  decimalMark: Scalars['String']['input'];
};

export type ImportMappedColumnInput = {
  field: ImportField;
  column: Scalars['Int']['input'];
  /** Left out: that of the mapping. Given, it settles the doubt about the column. */
  dateFormat?: InputMaybe<Scalars['String']['input']>;
  timeZone?: InputMaybe<Scalars['String']['input']>;
  decimalMark?: InputMaybe<Scalars['String']['input']>;
  discountUnit?: InputMaybe<ImportDiscountUnit>;
};

/** How the bytes of the file become rows. */
export type ImportReading = {
  kind: ImportFileKind;
  /** The sheets of a workbook; none for a text file. */
  sheets: Array<Scalars['String']['output']>;
  sheet?: Maybe<Scalars['String']['output']>;
  encoding: Scalars['String']['output'];
  /** From 0 to 1. */
  encodingConfidence: Scalars['Float']['output'];
  /** Encodings the file's bytes are valid in, the likeliest first, each with text read in it. */
  encodings: Array<ImportEncodingOption>;
  /** One character. */
  delimiter: Scalars['String']['output'];
  quotes: ImportQuotes;
  /** 1-based line of the file that names the columns; 0: none does. */
  headerLine: Scalars['Int']['output'];
  /** How many rows at the end are left out: a line of totals. */
  trailingRows: Scalars['Int']['output'];
  /** The first rows of the file, those above the header too: at most 12. */
  head: Array<ImportFileRow>;
  /** The last rows: at most 3. */
  tail: Array<ImportFileRow>;
};

export type ImportFileKind =
  | 'TEXT'
  | 'WORKBOOK';

export type ImportQuotes =
  /** They wrap cells that hold delimiters or line breaks. */
  | 'WRAP'
  /** They are text, as in tab-separated exports. */
  | 'TEXT';

export type ImportEncodingOption = {
  encoding: Scalars['String']['output'];
  confidence: Scalars['Float']['output'];
  /** Cells that read differently in other encodings: at most 3. */
  examples: Array<Scalars['String']['output']>;
};

export type ImportFileRow = {
  line: Scalars['Int']['output'];
  cells: Array<Scalars['String']['output']>;
};

/** What is left out is found in the file; what is given is not asked about. */
export type ImportReadingInput = {
  sheet?: InputMaybe<Scalars['String']['input']>;
  /** utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-kr, windows-1252, windows-1250, windows-1251 ... */
  encoding?: InputMaybe<Scalars['String']['input']>;
  delimiter?: InputMaybe<Scalars['String']['input']>;
  quotes?: InputMaybe<ImportQuotes>;
  /** 0: no line names the columns. */
  headerLine?: InputMaybe<Scalars['Int']['input']>;
  trailingRows?: InputMaybe<Scalars['Int']['input']>;
};

export type ImportPreviewRow = {
  line: Scalars['Int']['output'];
  cells: Array<Scalars['String']['output']>;
  /** One for each mapped field. Numbers have a dot, dates are local ISO text or an instant ending in Z. */
  values: Array<ImportPreviewValue>;
  problem?: Maybe<ImportProblem>;
};

export type ImportPreviewValue = {
  field: ImportField;
  /** Null where the cell cannot be read or is empty. */
  value?: Maybe<Scalars['String']['output']>;
};

/** Something the file does not say, that changes what is written. */
export type ImportDoubt = {
  /** The code and, where it is about one, the field: `DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE`. */
  id: Scalars['ID']['output'];
  code: ImportDoubtCode;
  field?: Maybe<ImportField>;
  column?: Maybe<Scalars['Int']['output']>;
  /** In English; the page words it by `code` and `facts`. */
  message: Scalars['String']['output'];
  facts: Array<ImportFact>;
  choices: Array<ImportChoice>;
  /** The likeliest choice; null where none is likelier. */
  proposed?: Maybe<Scalars['String']['output']>;
  /** Null: open. */
  chosen?: Maybe<Scalars['String']['output']>;
  chosenBy?: Maybe<ImportChosenBy>;
};

export type ImportDoubtCode =
  /** Several encodings fit. Choices: their names. */
  | 'ENCODING_UNSURE'
  /** Choices: the character. */
  | 'DELIMITER_UNSURE'
  /** A quote is never closed (fact `line`). Choices: TEXT reads quotes as text. */
  | 'QUOTE_OPEN'
  /** Choices: lines of the file, 0 for none. */
  | 'HEADER_LINE_UNSURE'
  /** The column was found by its values or by a part of its name only. Choices: column indices, NONE. */
  | 'COLUMN_GUESSED'
  /** Two columns of one name hold different values. Choices: column indices. */
  | 'COLUMN_DOUBLED'
  /** Choices: . and , */
  | 'DECIMAL_MARK_AMBIGUOUS'
  /** Choices: DMY, MDY, YMD. */
  | 'DATE_ORDER_AMBIGUOUS'
  /** Choices: those of ImportDiscountUnit. */
  | 'DISCOUNT_UNIT_AMBIGUOUS'
  /** Amounts in other money than the shop's. Choices: HOLD_BACK leaves those documents out, TAKE_AS_OURS takes the numbers for the shop's money. */
  | 'CURRENCY_OTHER'
  /** Cancelled or refunded orders. Choices: LEAVE_OUT, TAKE_AS_SALE. */
  | 'STATUS_NOT_SALE'
  /** A row names a time zone that is not known. Choices: HOLD_BACK leaves those documents out, TAKE_FILE_ZONE takes their times as local to the zone of the file. */
  | 'TIME_ZONE_UNKNOWN'
  /** One number, several customers or days in the file. Choices: OTHER_SERIES, REPLACE (the last one counts), SKIP (the first one counts), ONE_ORDER. */
  | 'NUMBER_REUSED'
  /** The number belongs to another document here. Choices: OTHER_SERIES, REPLACE, SKIP. Answered for all, or for single numbers by the id of the conflict; chosen is SINGLY where each has an answer of its own. */
  | 'NUMBER_CONFLICT';

export type ImportChosenBy =
  | 'PERSON'
  /** By this shop, the last time a file had this shape. */
  | 'REMEMBERED'
  /** By Portico, until a person says otherwise: the cautious choice, which loses and changes nothing. */
  | 'RULE';

export type ImportChoice = {
  id: Scalars['String']['output'];
  /** In English. */
  message: Scalars['String']['output'];
  /** Cells of the file, as this choice reads them. */
  examples: Array<ImportExample>;
};

export type ImportExample = {
  raw: Scalars['String']['output'];
  read?: Maybe<Scalars['String']['output']>;
};

export type ImportDecisionInput = {
  doubt: Scalars['ID']['input'];
  choice: Scalars['String']['input'];
};

export type ImportFact = {
  name: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type ImportAssumption = {
  /** Stable: the page words it by this and `facts`. */
  code: Scalars['String']['output'];
  field?: Maybe<ImportField>;
  /** In English. */
  message: Scalars['String']['output'];
  facts: Array<ImportFact>;
};

export type ImportNormalisation = {
  /** EXCEL_WRAPPING, INVISIBLE_CHARACTERS, FULL_WIDTH, LETTER_CASE, NO_CUSTOMER_WORD, CARRIED_DOWN, NUMBER_FROM_ABOVE, ROUNDED ... */
  code: Scalars['String']['output'];
  field?: Maybe<ImportField>;
  /** Cells. */
  count: Scalars['Int']['output'];
  example?: Maybe<ImportExample>;
};

export type ImportConflict = {
  /** As `doubt` of a decision it is about this number alone; the same where a number has several conflicts. */
  id: Scalars['ID']['output'];
  /** For this number alone; null: as is decided for all. */
  choice?: Maybe<Scalars['String']['output']>;
  number: Scalars['String']['output'];
  /** True: another document of the same file. */
  isInFile: Scalars['Boolean']['output'];
  existing: ImportConflictVersion;
  incoming: ImportConflictVersion;
};

export type ImportConflictVersion = {
  /** Line of the file; null for what is stored. */
  line?: Maybe<Scalars['Int']['output']>;
  /** Null for what is in the file. */
  orderId?: Maybe<Scalars['ID']['output']>;
  /** Local day or instant. */
  orderedAt?: Maybe<Scalars['String']['output']>;
  customer?: Maybe<Scalars['String']['output']>;
  lineCount: Scalars['Int']['output'];
  total: Scalars['Decimal']['output'];
};

export type ImportProblem = {
  /** 1-based line in the file; the header is row 1. */
  row: Scalars['Int']['output'];
  field?: Maybe<ImportField>;
  code: Scalars['String']['output'];
  /** In English; the page words it by `code`. */
  message: Scalars['String']['output'];
  value?: Maybe<Scalars['String']['output']>;
};

export type ImportProgress = {
  rowsTotal: Scalars['Int']['output'];
  rowsDone: Scalars['Int']['output'];
  documentsCreated: Scalars['Int']['output'];
  /** Already here, the same to the cent, from an earlier import. */
  documentsRecognised: Scalars['Int']['output'];
  /** Left out because their number belongs to another document, as was decided. */
  documentsSkipped: Scalars['Int']['output'];
  /** Written over another document of their number, as was decided. */
  documentsReplaced: Scalars['Int']['output'];
  rowsRejected: Scalars['Int']['output'];
  productsCreated: Scalars['Int']['output'];
  customersCreated: Scalars['Int']['output'];
};

export type ImportFailure = {
  code: Scalars['String']['output'];
  message: Scalars['String']['output'];
};

export type ImportJobConnection = {
  edges: Array<ImportJobEdge>;
  nodes: Array<ImportJob>;
  pageInfo: PageInfo;
  totalCount: Scalars['Int']['output'];
};

export type ImportJobEdge = {
  cursor: Scalars['String']['output'];
  node: ImportJob;
};

export type ReportState =
  /** This installation makes no reports. */
  | 'OFF'
  /** The copy is being made: ask again. */
  | 'PREPARING'
  | 'READY';

export type SalesReport = {
  state: ReportState;
  /** From 0 to 1: how much of the copy is made. */
  share: Scalars['Float']['output'];
  /** What was written before it is counted. Null unless ready. */
  asOf?: Maybe<Scalars['DateTime']['output']>;
  /** When the copy was last compared with the documents; null: not yet. */
  checkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** That found sums that are not the same: an operator has them made anew. */
  differs: Scalars['Boolean']['output'];
  /** Every month of the range; empty unless ready, as are the rest. */
  months: Array<SalesReportMonth>;
  /** Of all documents, those that are no sales too. */
  statuses: Array<SalesReportStatus>;
  /** Those that sold most. */
  products: Array<BestProduct>;
};

/** Drafts and cancelled orders do not count; credit notes count negative. */
export type SalesReportMonth = {
  /** YYYY-MM. */
  month: Scalars['String']['output'];
  total: Money;
  orderCount: Scalars['Int']['output'];
  /** What of the total is credit notes; negative. */
  creditTotal: Money;
};

export type SalesReportStatus = {
  kind: OrderKind;
  status: OrderStatus;
  count: Scalars['Int']['output'];
  total: Money;
};

export type SecondFactor = {
  isOn: Scalars['Boolean']['output'];
  /** The company asks every user for one. */
  isRequired: Scalars['Boolean']['output'];
  /** Null: not on. */
  confirmedAt?: Maybe<Scalars['DateTime']['output']>;
  recoveryCodesLeft: Scalars['Int']['output'];
};

export type SecondFactorOffer = {
  /** Base 32, for apps that read no QR code. */
  secret: Scalars['String']['output'];
  /** otpauth:// */
  uri: Scalars['String']['output'];
  qr: QrPicture;
};

/** A QR code; `path` is the d of an SVG path, one unit a module, without margin. */
export type QrPicture = {
  size: Scalars['Int']['output'];
  path: Scalars['String']['output'];
};

/** Relay: any object that has an id of its own. */
export type Node = {
  id: Scalars['ID']['output'];
};

export type PageInfo = {
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
  endCursor?: Maybe<Scalars['String']['output']>;
};

/** An amount with its ISO 4217 currency. */
export type Money = {
  amount: Scalars['Decimal']['output'];
  currency: Scalars['String']['output'];
};

/** Which users of a tenant share a kept answer. */
export type CacheScope =
  /** All users. */
  | 'PUBLIC'
  /** Users with the same permissions. */
  | 'ROLE'
  /** One user. */
  | 'USER';

/** The provider must lead browsers back to `/api/session/sso/callback` of this address. The secret is never shown. */
export type SingleSignOn = {
  issuer: Scalars['String']['output'];
  clientId: Scalars['String']['output'];
  /** Space separated. */
  scopes: Scalars['String']['output'];
  /** The claim that lists the groups of a user. */
  groupsClaim: Scalars['String']['output'];
  /** The first one whose group a user has gives the role. */
  roleByGroup: Array<GroupRole>;
  /** Of users in none of the groups; null: they do not get in. */
  defaultRole?: Maybe<Scalars['ID']['output']>;
  /** False: only owners may still use their passwords. */
  allowsPasswords: Scalars['Boolean']['output'];
  version: Scalars['Int']['output'];
};

export type GroupRole = {
  group: Scalars['String']['output'];
  role: Scalars['ID']['output'];
};

export type SingleSignOnInput = {
  issuer: Scalars['String']['input'];
  clientId: Scalars['String']['input'];
  /** Left out: as it is. */
  clientSecret?: InputMaybe<Scalars['String']['input']>;
  scopes?: Scalars['String']['input'];
  groupsClaim?: Scalars['String']['input'];
  roleByGroup: Array<GroupRoleInput>;
  defaultRole?: InputMaybe<Scalars['ID']['input']>;
  allowsPasswords?: Scalars['Boolean']['input'];
};

export type GroupRoleInput = {
  group: Scalars['String']['input'];
  role: Scalars['ID']['input'];
};

/** Each field is null, with an error of its own, while the service behind it is down or the viewer may not see it. */
export type Workbench = {
  /** YYYY-MM. */
  month: Scalars['String']['output'];
  /** Today in the tenant's time zone, whatever the month. */
  today?: Maybe<SalesFigure>;
  thisMonth?: Maybe<SalesFigure>;
  /** The month before, whole. */
  lastMonth?: Maybe<SalesFigure>;
  /** Orders shipped today, counted as the messages of their shipping come. */
  shippedToday?: Maybe<Scalars['Int']['output']>;
  /** The same for `month`. */
  shippedThisMonth?: Maybe<Scalars['Int']['output']>;
  /** One point a day of `month`. */
  days?: Maybe<Array<SalesDay>>;
  /** The same for the month before, to lay under it. */
  lastMonthDays?: Maybe<Array<SalesDay>>;
  bestProducts?: Maybe<Array<BestProduct>>;
  lowStock?: Maybe<Array<StockItem>>;
  lowStockCount?: Maybe<Scalars['Int']['output']>;
  /** Newest first; with `month` given, of that month. */
  lastOrders?: Maybe<Array<Order>>;
};


/** Each field is null, with an error of its own, while the service behind it is down or the viewer may not see it. */
export type WorkbenchBestProductsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Each field is null, with an error of its own, while the service behind it is down or the viewer may not see it. */
export type WorkbenchLowStockArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Each field is null, with an error of its own, while the service behind it is down or the viewer may not see it. */
export type WorkbenchLastOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Drafts and cancelled orders do not count; credit notes count negative. */
export type SalesFigure = {
  total: Money;
  orderCount: Scalars['Int']['output'];
};

export type SalesDay = {
  date: Scalars['Date']['output'];
  total: Money;
  orderCount: Scalars['Int']['output'];
};

export type BestProduct = {
  product?: Maybe<Product>;
  quantity: Scalars['Decimal']['output'];
  total: Money;
};
