"""What schema.org says of the types that describe people, papers and lists (https://schema.org/docs/full.html).

Types and properties that are not listed here may well exist: they cannot be judged, only recognised as misspelt.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

# type: (its parent, the properties that it adds)
_TYPES: dict[str, tuple[str, str]] = {
    "Thing": (
        "",
        "additionalType alternateName description disambiguatingDescription identifier image mainEntityOfPage name "
        "potentialAction sameAs subjectOf url",
    ),
    "CreativeWork": (
        "Thing",
        "about abstract accessMode accessibilitySummary accountablePerson acquireLicensePage alternativeHeadline "
        "archivedAt assesses associatedMedia audience audio author award character citation comment commentCount "
        "conditionsOfAccess contentLocation contentRating contributor copyrightHolder copyrightNotice "
        "copyrightYear correction countryOfOrigin creativeWorkStatus creator creditText dateCreated dateModified "
        "datePublished discussionUrl editor educationalLevel educationalUse encoding encodingFormat exampleOfWork "
        "expires funder funding genre hasPart headline inLanguage interactionStatistic interactivityType "
        "isAccessibleForFree isBasedOn isFamilyFriendly isPartOf keywords learningResourceType license "
        "locationCreated mainEntity maintainer material mentions offers pattern position producer provider "
        "publication publisher publisherImprint publishingPrinciples recordedAt releasedEvent review schemaVersion "
        "sdDatePublished sdLicense sdPublisher size sourceOrganization spatial spatialCoverage sponsor teaches "
        "temporal temporalCoverage text thumbnail thumbnailUrl timeRequired translationOfWork translator "
        "typicalAgeRange usageInfo version video workExample workTranslation aggregateRating",
    ),
    "Article": (
        "CreativeWork",
        "articleBody articleSection backstory pageEnd pageStart pagination speakable wordCount",
    ),
    "ScholarlyArticle": ("Article", ""),
    "MedicalScholarlyArticle": ("ScholarlyArticle", "publicationType"),
    "TechArticle": ("Article", "dependencies proficiencyLevel"),
    "NewsArticle": ("Article", "dateline printColumn printEdition printPage printSection"),
    "Report": ("Article", "reportNumber"),
    "SocialMediaPosting": ("Article", "sharedContent"),
    "BlogPosting": ("SocialMediaPosting", ""),
    "Blog": ("CreativeWork", "blogPost issn"),
    "Thesis": ("CreativeWork", "inSupportOf"),
    "Book": ("CreativeWork", "abridged bookEdition bookFormat illustrator isbn numberOfPages"),
    "Chapter": ("CreativeWork", "pageEnd pageStart pagination"),
    "Collection": ("CreativeWork", "collectionSize"),
    "CreativeWorkSeries": ("CreativeWork", "endDate issn startDate"),
    "BookSeries": ("CreativeWorkSeries", ""),
    "Periodical": ("CreativeWorkSeries", ""),
    "PublicationIssue": ("CreativeWork", "issueNumber pageEnd pageStart pagination"),
    "PublicationVolume": ("CreativeWork", "pageEnd pageStart pagination volumeNumber"),
    "Dataset": ("CreativeWork", "distribution includedInDataCatalog issn measurementTechnique variableMeasured"),
    "DataCatalog": ("CreativeWork", "dataset measurementTechnique"),
    "SoftwareApplication": (
        "CreativeWork",
        "applicationCategory applicationSubCategory downloadUrl featureList fileSize installUrl memoryRequirements "
        "operatingSystem permissions processorRequirements releaseNotes screenshot softwareAddOn softwareHelp "
        "softwareRequirements softwareVersion storageRequirements supportingData",
    ),
    "SoftwareSourceCode": (
        "CreativeWork",
        "codeRepository codeSampleType programmingLanguage runtimePlatform targetProduct",
    ),
    "LearningResource": ("CreativeWork", "competencyRequired educationalAlignment"),
    "Course": ("LearningResource", "courseCode coursePrerequisites hasCourseInstance numberOfCredits"),
    "PresentationDigitalDocument": ("CreativeWork", "hasDigitalDocumentPermission"),
    "DigitalDocument": ("CreativeWork", "hasDigitalDocumentPermission"),
    "Poster": ("CreativeWork", ""),
    "WebPage": (
        "CreativeWork",
        "breadcrumb lastReviewed mainContentOfPage primaryImageOfPage relatedLink reviewedBy significantLink "
        "speakable specialty",
    ),
    "AboutPage": ("WebPage", ""),
    "CollectionPage": ("WebPage", ""),
    "ContactPage": ("WebPage", ""),
    "ItemPage": ("WebPage", ""),
    "ProfilePage": ("WebPage", ""),
    "SearchResultsPage": ("WebPage", ""),
    "WebSite": ("CreativeWork", "issn"),
    "MediaObject": (
        "CreativeWork",
        "bitrate contentSize contentUrl duration embedUrl encodesCreativeWork endTime height regionsAllowed "
        "requiresSubscription sha256 startTime uploadDate width",
    ),
    "ImageObject": ("MediaObject", "caption embeddedTextCaption exifData representativeOfPage"),
    "VideoObject": ("MediaObject", "actor caption director musicBy transcript videoFrameSize videoQuality"),
    "DataDownload": ("MediaObject", "measurementTechnique"),
    "DefinedTermSet": ("CreativeWork", "hasDefinedTerm"),
    "Intangible": ("Thing", ""),
    "DefinedTerm": ("Intangible", "inDefinedTermSet termCode"),
    "ItemList": ("Intangible", "itemListElement itemListOrder numberOfItems"),
    "BreadcrumbList": ("ItemList", ""),
    "ListItem": ("Intangible", "item nextItem position previousItem"),
    "EntryPoint": ("Intangible", "actionApplication actionPlatform contentType encodingType httpMethod urlTemplate"),
    "Role": ("Intangible", "endDate roleName startDate"),
    "OrganizationRole": ("Role", "numberedPosition"),
    "Occupation": ("Intangible", "occupationLocation qualifications responsibilities skills"),
    "PropertyValue": (
        "Intangible",
        "maxValue measurementMethod measurementTechnique minValue propertyID unitCode unitText value valueReference",
    ),
    "ContactPoint": ("Intangible", "areaServed availableLanguage contactType email faxNumber hoursAvailable telephone"),
    "PostalAddress": (
        "ContactPoint",
        "addressCountry addressLocality addressRegion postOfficeBoxNumber postalCode streetAddress",
    ),
    "Grant": ("Intangible", "fundedItem funder sponsor"),
    "Language": ("Intangible", ""),
    "Action": (
        "Thing",
        "actionStatus agent endTime error instrument location object participant result startTime target",
    ),
    "SearchAction": ("Action", "query query-input"),
    "ReadAction": ("Action", "expectsAcceptanceOf"),
    "Event": (
        "Thing",
        "about actor attendee audience composer contributor director doorTime duration endDate eventAttendanceMode "
        "eventSchedule eventStatus funder inLanguage isAccessibleForFree keywords location maximumAttendeeCapacity "
        "offers organizer performer previousStartDate recordedIn review sponsor startDate subEvent superEvent "
        "translator typicalAgeRange workFeatured workPerformed",
    ),
    "EducationEvent": ("Event", "assesses educationalLevel teaches"),
    # an Event, too, but one of which no date need be known
    "EventSeries": ("Thing", "endDate issn location organizer startDate subEvent superEvent"),
    "PublicationEvent": ("Event", "publishedBy publishedOn"),
    "Place": ("Thing", "address containedInPlace containsPlace geo hasMap latitude longitude photo telephone"),
    "Person": (
        "Thing",
        "additionalName address affiliation alumniOf award birthDate birthPlace brand callSign children colleague "
        "contactPoint deathDate deathPlace email familyName faxNumber follows funder funding gender givenName "
        "hasCredential hasOccupation height honorificPrefix honorificSuffix homeLocation interactionStatistic "
        "jobTitle knows knowsAbout knowsLanguage memberOf nationality parent performerIn pronouns "
        "publishingPrinciples relatedTo sibling skills sponsor spouse telephone workLocation worksFor",
    ),
    "Organization": (
        "Thing",
        "address affiliation alumni areaServed award contactPoint department dissolutionDate email employee event "
        "founder foundingDate foundingLocation funder funding hasCredential keywords knowsAbout knowsLanguage "
        "legalName location logo member memberOf numberOfEmployees parentOrganization publishingPrinciples sponsor "
        "subOrganization telephone",
    ),
    "EducationalOrganization": ("Organization", ""),
    "CollegeOrUniversity": ("EducationalOrganization", ""),
    "ResearchOrganization": ("Organization", ""),
    "Project": ("Organization", ""),
    "ResearchProject": ("Project", ""),
}
# What a description is of little use without: for each type, sets of which it needs one.
_REQUIRED: dict[str, tuple[str, ...]] = {
    "Person": ("name",),
    "Organization": ("name",),
    "ProfilePage": ("mainEntity",),
    "CollectionPage": ("name",),
    "WebSite": ("name", "url"),
    "Article": ("name|headline",),
    "Thesis": ("name|headline",),
    "Book": ("name",),
    "Chapter": ("name|headline",),
    "Dataset": ("name",),
    "SoftwareSourceCode": ("name",),
    "Periodical": ("name",),
    "ItemList": ("itemListElement|numberOfItems",),
    "ListItem": ("position",),
    "PropertyValue": ("value",),
    "Event": ("name", "startDate"),
}
# What the description must be of that a property holds; a text will often do instead of a description.
RANGES: dict[str, tuple[str, ...]] = {
    "affiliation": ("Organization",),
    "author": ("Person", "Organization"),
    "breadcrumb": ("BreadcrumbList",),
    "contributor": ("Person", "Organization"),
    "creator": ("Person", "Organization"),
    "distribution": ("DataDownload",),
    "editor": ("Person",),
    "isPartOf": ("CreativeWork",),
    "publisher": ("Person", "Organization"),
    "sourceOrganization": ("Organization",),
    "worksFor": ("Organization",),
}

TYPES = frozenset(_TYPES)
PROPERTIES = frozenset(name for _, own in _TYPES.values() for name in own.split())


def lineage(name: str) -> Iterator[str]:
    """A type and those above it, from the special to the general."""
    while name in _TYPES:
        yield name
        name = _TYPES[name][0]


@cache
def properties(name: str) -> frozenset[str]:
    """The properties that a type may have."""
    return frozenset(prop for ancestor in lineage(name) for prop in _TYPES[ancestor][1].split())


@cache
def required(name: str) -> tuple[tuple[str, ...], ...]:
    """The properties that a type needs, as sets of which one is enough."""
    return tuple(tuple(wanted.split("|")) for ancestor in lineage(name) for wanted in _REQUIRED.get(ancestor, ()))
