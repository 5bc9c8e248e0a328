import Testing

@Suite struct CampaignTests {}
